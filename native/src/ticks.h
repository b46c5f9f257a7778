/* SPDX-License-Identifier: Apache-2.0 */
/* The finest clock of this machine, for single requests. */
#ifndef TICKS_H
#define TICKS_H

#include <stdint.h>

/* Chooses the clock, and finds out how long a tick is. About 20 ms. */
void ticks_begin(void);

uint64_t ticks_now(void); /* after all before it has been done, before anything after it is */

double ticks_nanos(double ticks);
const char *ticks_clock(void); /* its name */

/* Nanoseconds of processor time of this thread. A system call. */
uint64_t thread_nanos(void);

/* Nanoseconds of the wall clock. */
uint64_t wall_nanos(void);

#endif
