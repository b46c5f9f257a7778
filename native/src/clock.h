/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clock that the malloc library sees. The replayer exports clock_gettime and gettimeofday, which a preloaded library
 * then calls. With CLOCK_VARIABLE in the environment time stands still but for clock_advance, from before main on: a clock
 * that started real and turned virtual would run backwards, and jemalloc would never decay.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

#define CLOCK_VARIABLE "RMALLOC_VIRTUAL_CLOCK"

void clock_advance(uint64_t nanos);

/* So long after the start, unless it is later already. */
void clock_reach(uint64_t nanos);

#endif
