/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LATENCY_H
#define LATENCY_H

#include "child.h"

/* Times each request in a few passes, and writes the medians to --latencies, if that is given. */
void latency_passes(struct replay *replay);

#endif
