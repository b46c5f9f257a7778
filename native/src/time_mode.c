/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Throughput is a windowed minimum: a pass is cut into windows, of each the minimum over the passes counts, and their sum is
 * the figure. The clock is the thread's processor time, so that a busy machine disturbs few windows, and none in all passes.
 * The first pass is cold: it pays for page faults and is reported apart.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arrays.h"
#include "child.h"
#include "latency.h"
#include "loop.h"
#include "report.h"
#include "ticks.h"

#define WINDOW_OPS 8192
#define SHORTEST_NANOS 100000 /* a shorter trace is repeated within a window */
#define MOST_REPEATS 10000
#define LEAST_PASSES 5
#define MOST_BLOCKS 64

/*
 * A time of a window counts if the wall clock agrees with it. On a virtual machine what the host takes away is subtracted
 * from the processor time a little later than it is taken, so that a window after a disturbance may seem to cost nearly
 * nothing: the minimum of many passes would be one of those.
 */
struct best {
  uint64_t agreed;   /* in nanoseconds of processor time; UINT64_MAX while there is none */
  uint64_t disputed; /* the minimum of the others, which has to do where no time is agreed */
};

struct windows {
  struct best *best; /* by window */
  size_t count;
};

struct instant {
  uint64_t processor, wall; /* in nanoseconds */
};

/* Of all warm passes. */
static struct instant spent;

static uint64_t minimum(uint64_t a, uint64_t b) { return a < b ? a : b; }

static struct instant instant_now(void)
{
  uint64_t wall = wall_nanos();
  return (struct instant){thread_nanos(), wall};
}

static void note(struct best *best, struct instant from, struct instant to)
{
  uint64_t processor = to.processor - from.processor, wall = to.wall - from.wall;
  spent.processor += processor;
  spent.wall += wall;
  uint64_t *minimum_of = 10 * processor >= 9 * wall ? &best->agreed : &best->disputed;
  *minimum_of = minimum(*minimum_of, processor);
}

static uint64_t best_of(const struct best *best) { return best->agreed != UINT64_MAX ? best->agreed : best->disputed; }

/* A pass, the ops met. Each window's time is noted; *nanos is the pass' own sum. */
static size_t timed_pass(struct replay *r, struct windows *windows, uint64_t *nanos)
{
  size_t ops = r->w->op_count, met = 0;
  struct instant begun = instant_now(), before = begun;
  for (size_t window = 0; window < windows->count; window++) {
    size_t to = minimum(ops, (window + 1) * WINDOW_OPS);
    progress->op = window * WINDOW_OPS;
    met = loop_replay(&r->calls, r->w, r->cells, window * WINDOW_OPS, to);
    struct instant now = instant_now();
    note(&windows->best[window], before, now);
    before = now;
    if (met < to) break;
  }
  *nanos = before.processor - begun.processor;
  return met;
}

static void free_rest(struct replay *r)
{
  if (!r->options->noop) loop_free_all(&r->calls, r->cells, r->w->slot_count);
}

/* The windows' minima, summed in blocks of consecutive windows: how much they differ is a part of a figure's spread. */
static void report_blocks(const struct windows *windows)
{
  static char text[MOST_BLOCKS * 21 + 1];
  size_t blocks = minimum(windows->count, MOST_BLOCKS), length = 0;
  for (size_t block = 0, window = 0; block < blocks; block++) {
    uint64_t sum = 0;
    for (; window < (block + 1) * windows->count / blocks; window++) sum += best_of(&windows->best[window]);
    length += (size_t)snprintf(text + length, sizeof text - length, "%s%llu", block ? " " : "", (unsigned long long)sum);
  }
  report_text("block_ns", text);
}

static void report_spent(void)
{
  report_decimal("wall_per_cpu", spent.processor ? (double)spent.wall / (double)spent.processor : 1);
}

/* Passes until the budget is spent; the sum of the windows' minima. */
static uint64_t warm_minimum(struct replay *r, struct windows *windows, uint64_t until, uint64_t *passes)
{
  uint64_t nanos, sum = 0;
  spent = (struct instant){0, 0};
  memset(windows->best, 0xff, windows->count * sizeof *windows->best);
  for (*passes = 0; *passes < LEAST_PASSES || wall_nanos() < until; ++*passes) {
    timed_pass(r, windows, &nanos);
    free_rest(r);
  }
  for (size_t window = 0; window < windows->count; window++) sum += best_of(&windows->best[window]);
  return sum;
}

/* So many passes in one window; what is live at the end of each is freed within it too. */
static uint64_t repeated(struct replay *r, uint64_t repeats, struct best *best)
{
  struct instant before = instant_now();
  for (uint64_t i = 0; i < repeats; i++) {
    loop_replay(&r->calls, r->w, r->cells, 0, r->w->op_count);
    free_rest(r);
  }
  struct instant now = instant_now();
  note(best, before, now);
  return now.processor - before.processor;
}

static uint64_t live_at_end(const struct workload *w)
{
  int64_t live = 0;
  for (size_t op = 0; op < w->op_count; op++) live += w->kinds[op] == NEW ? 1 : w->kinds[op] == FREE ? -1 : 0;
  return (uint64_t)live;
}

static void time_short(struct replay *r, uint64_t until)
{
  uint64_t repeats = 1, passes = 0;
  struct best best, ignored = {0, 0};
  while (repeats < MOST_REPEATS && repeated(r, repeats, &ignored) < SHORTEST_NANOS) repeats *= 2;
  memset(&best, 0xff, sizeof best);
  spent = (struct instant){0, 0};
  for (; passes < LEAST_PASSES || wall_nanos() < until; passes++) repeated(r, repeats, &best);
  report_number("disputed_windows", best.agreed == UINT64_MAX);
  report_number("repeats", (int64_t)repeats);
  report_number("warm_passes", (int64_t)passes);
  report_number("warm_ops", (int64_t)(r->w->op_count + live_at_end(r->w)));
  report_decimal("warm_ns", (double)best_of(&best) / (double)repeats);
  report_decimal("block_ns", (double)best_of(&best) / (double)repeats);
  report_spent();
}

static void time_long(struct replay *r, struct windows *windows, uint64_t until)
{
  uint64_t passes, nanos = warm_minimum(r, windows, until, &passes);
  int64_t disputed = 0;
  for (size_t window = 0; window < windows->count; window++) disputed += windows->best[window].agreed == UINT64_MAX;
  report_number("disputed_windows", disputed);
  report_number("repeats", 1);
  report_number("warm_passes", (int64_t)passes);
  report_number("warm_ops", (int64_t)r->w->op_count);
  report_decimal("warm_ns", (double)nanos);
  report_blocks(windows);
  report_spent();
}

void time_mode(struct replay *r)
{
  struct windows windows = {.count = (r->w->op_count + WINDOW_OPS - 1) / WINDOW_OPS};
  windows.best = array_of(windows.count, sizeof *windows.best);
  ticks_begin();
  uint64_t cold;
  size_t met = timed_pass(r, &windows, &cold);
  child_report_end(r->w, met);
  report_number("window_ops", WINDOW_OPS);
  report_number("cold_ns", (int64_t)cold);
  if (met < r->w->op_count || r->options->budget_millis == 0) return;
  free_rest(r);
  uint64_t until = wall_nanos() + r->options->budget_millis * 1000000u;
  if (windows.count == 1)
    time_short(r, until);
  else
    time_long(r, &windows, until);
  latency_passes(r);
}
