/* SPDX-License-Identifier: Apache-2.0 */
/* One pass as a warm-up, one to be counted: `valgrind --tool=callgrind --toggle-collect=count_pass`. */
#include "child.h"
#include "loop.h"
#include "report.h"

size_t count_pass(struct replay *r);

__attribute__((noinline)) size_t count_pass(struct replay *r)
{
  return loop_replay(&r->calls, r->w, r->cells, 0, r->w->op_count);
}

void count_mode(struct replay *r)
{
  size_t met = loop_replay(&r->calls, r->w, r->cells, 0, r->w->op_count);
  if (!r->options->noop) loop_free_all(&r->calls, r->cells, r->w->slot_count);
  if (met == r->w->op_count) met = count_pass(r);
  child_report_end(r->w, met);
}
