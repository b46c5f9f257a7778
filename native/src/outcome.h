/* SPDX-License-Identifier: Apache-2.0 */
/* How a replay ended, and the result that says so. */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "child.h"
#include "options.h"
#include "process.h"

struct outcome {
  const char *status;
  char message[8192];
  int64_t ended_at; /* of a process that did not end in an orderly way the op of its progress, of a wrong block that one; else -1 */
};

/* The value of a line `name value` of a report, up to its line feed, copied; NULL when there is none. */
const char *report_value(const char *report, const char *name, char *value, size_t room);

/* Judges what a child reported and how it ended. */
void outcome_judge(struct outcome *outcome, const struct options *options, const char *report,
                   const struct process *process, const struct progress *progress);

/* Writes the result: all of it, or nothing. False when it cannot be written. */
int outcome_write(const struct outcome *outcome, const struct options *options, const char *report, const char *said);

#endif
