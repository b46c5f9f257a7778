/* SPDX-License-Identifier: Apache-2.0 */
/* The process that replays: the malloc library is loaded here. */
#ifndef CHILD_H
#define CHILD_H

#include <stdint.h>

#include "calls.h"
#include "options.h"
#include "workload.h"

/* Shared with the supervisor, which reads it when this process is gone. */
struct progress {
  volatile uint64_t op; /* that is replayed; in time and count mode, where its window began */
  volatile int begun;
};

extern struct progress *progress;

struct replay {
  const struct options *options;
  const struct workload *w;
  struct calls calls;
  void **cells; /* by slot: the live block */
};

/* Replays, reports, and ends the process. */
_Noreturn void child_run(const struct options *options);

void time_mode(struct replay *replay);
void space_mode(struct replay *replay);
void count_mode(struct replay *replay);
void check_mode(struct replay *replay);

/* Reports a replay's end: all ops met, or the op that was not. */
void child_report_end(const struct workload *w, uint64_t ops_met);

#endif
