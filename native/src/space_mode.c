/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Resident pages, exactly. While one thread runs they only become fewer in a system call that gives some back. Those are trapped;
 * just before each, the pages resident now are at most those of the last reading and one for each page fault since. Only if
 * that exceeds the peak so far are they counted. So a trace needs a few counts, not one an op.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arrays.h"
#include "child.h"
#include "clock.h"
#include "loop.h"
#include "report.h"
#include "resident.h"
#include "touches.h"
#include "trap.h"
#include "turns.h"

#define HUGE_PAGE_BYTES (2 << 20) /* the most that one page fault maps where huge pages are allowed */
#define SAMPLES 300               /* of a replay that cannot be trapped */

struct figures {
  int64_t start, peak, at_peak_live, end;
  int64_t mapped_start;
  int64_t last; /* as last counted */
  uint64_t last_faults;
  uint64_t readings;
  int64_t bytes_per_fault;
};

struct sums {
  uint64_t live, usable;             /* now */
  uint64_t peak_live_usable;         /* at peak live */
  uint64_t allocated, allocated_usable; /* over all allocations and resizes */
};

static struct figures figures;
static struct sums sums;
static const struct replay *replay;
static struct touches touches;
static size_t next_touch;
static uint64_t requests_met;
static int sampled; /* memory system calls are not trapped */
static uint64_t *sizes, *usables; /* by slot, of the live block */
static size_t page;

static int64_t count_now(void)
{
  figures.last_faults = resident_faults();
  if (sampled) trap_look();
  figures.last = resident_bytes() - turns_stack_bytes();
  figures.readings++;
  if (figures.last > figures.peak) figures.peak = figures.last;
  return figures.last;
}

static void before_return(void)
{
  uint64_t since = resident_faults() - figures.last_faults;
  if (figures.last + figures.bytes_per_fault * (int64_t)since > figures.peak) count_now();
}

static void after_populate(void) { count_now(); }

/* One byte of each page in [from, to) of a block, and the last. */
static void touch(char *block, uint64_t from, uint64_t to)
{
  if (from >= to) return;
  volatile char *at = block + from;
  volatile char *last = block + to - 1;
  while (at < last) {
    *at = 1;
    at = (volatile char *)(((uintptr_t)at + page) & ~(uintptr_t)(page - 1));
  }
  *last = 1;
}

static void note_block(const struct replay *r, uint32_t slot, uint64_t size)
{
  uint64_t usable = r->calls.usable && r->cells[slot] ? r->calls.usable(r->cells[slot]) : size;
  sums.live += size - sizes[slot];
  sums.usable += usable - usables[slot];
  sums.allocated += size;
  sums.allocated_usable += usable;
  sizes[slot] = size;
  usables[slot] = usable;
}

static void note_free(uint32_t slot)
{
  sums.live -= sizes[slot];
  sums.usable -= usables[slot];
  sizes[slot] = usables[slot] = 0;
}

static int replay_op(const struct replay *r, size_t op)
{
  uint8_t kind = r->w->kinds[op];
  uint32_t slot = r->w->slots[op];
  uint64_t size = r->w->sizes[op], old = sizes[slot];
  if (!loop_step(&r->calls, r->w, r->cells, op)) return 0;
  if (kind == FREE) note_free(slot);
  if (kind != NEW && kind != RESIZE) return 1;
  note_block(r, slot, size);
  if (r->options->payload == PAYLOAD_FULL && !r->options->noop) touch(r->cells[slot], kind == NEW ? 0 : old, size);
  return 1;
}

static void report_point(const struct options *options, uint64_t request)
{
  static char text[96];
  snprintf(text, sizeof text, "%llu %lld %lld", (unsigned long long)request,
           (long long)(figures.last - options->floor_resident),
           (long long)trap_mappings.writable_bytes - (long long)options->floor_mapped);
  report_text("point", text);
}

/* Whether resident bytes are asked for after a request: `count` points, evenly spread, the last after the last request. */
static int is_point(uint64_t request, uint64_t requests, uint64_t count)
{
  return count && (request + 1) * count / requests != request * count / requests;
}

/* What the program wrote after a request. What lies beyond its block's end is left out. */
static void touch_recorded(uint64_t request)
{
  for (; next_touch < touches.count && touches.requests[next_touch] == request; next_touch++) {
    uint32_t slot = touches.slots[next_touch];
    uint64_t from = touches.from[next_touch], to = from + touches.bytes[next_touch];
    if (replay->cells[slot]) touch(replay->cells[slot], from, to < sizes[slot] ? to : sizes[slot]);
  }
}

static void after_request(const struct workload *w)
{
  uint64_t points = replay->options->points;
  touch_recorded(requests_met);
  if (requests_met == w->peak_request) {
    figures.at_peak_live = count_now();
    sums.peak_live_usable = sums.usable;
  }
  int point = is_point(requests_met, w->request_count, points);
  if (point || (sampled && is_point(requests_met, w->request_count, SAMPLES))) count_now();
  if (point) report_point(replay->options, requests_met);
  requests_met++;
}

static int take_turn(size_t op)
{
  const struct workload *w = replay->w;
  int asks = is_request(w->kinds[op]);
  progress->op = op;
  if (w->clocks && !replay->options->clock_by_requests)
    clock_reach(w->clocks[op]);
  else if (asks)
    clock_advance(replay->options->nanos_per_op);
  if (!replay_op(replay, op)) return 0;
  if (asks) after_request(w);
  return 1;
}

static int64_t thread_count(void)
{
  static char text[4096];
  int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0) close(fd);
  text[length < 0 ? 0 : length] = 0;
  const char *at = strstr(text, "\nThreads:");
  return at ? strtoll(at + 9, NULL, 10) : 1;
}

/* How far the peak is to be trusted, in a word, and why not further. */
static void report_method(int trapped)
{
  const char *why = !trapped                    ? "memory system calls cannot be trapped here: a peak between two samples is missed, also of mapped"
                    : thread_count() > turns_live() ? "the library runs threads of its own"
                    : trap_counts.shared        ? "the library maps shared memory, whose pages are not counted"
                    : trap_mappings.overflowed  ? "more mappings than Linux allows by default: mapped bytes are wrong"
                                                : NULL;
  report_text("resident_is", why ? "at least" : "exact");
  if (why) report_text("resident_why", why);
}

static void report_floor(const struct options *options)
{
  report_number("floor_resident", options->noop ? figures.start : options->floor_resident);
  report_number("floor_mapped", options->noop ? (int64_t)trap_mappings.writable_bytes : options->floor_mapped);
  report_number("floor_reserved", options->noop ? (int64_t)trap_mappings.reserved_bytes : options->floor_reserved);
  report_number("floor_stack", options->noop ? turns_stack_floor() : options->floor_stack);
}

static void report_figures(const struct replay *r)
{
  const struct options *o = r->options;
  report_number("start", figures.start - o->floor_resident);
  report_number("resident_peak", figures.peak - o->floor_resident);
  if (figures.at_peak_live >= 0) report_number("resident_at_peak_live", figures.at_peak_live - o->floor_resident);
  report_number("resident_end", figures.end - o->floor_resident);
  report_number("mapped_start", figures.mapped_start - o->floor_mapped);
  report_number("mapped_peak", (int64_t)trap_peak_writable - o->floor_mapped);
  report_number("mapped_end", (int64_t)trap_mappings.writable_bytes - o->floor_mapped);
  report_number("reserved_end", (int64_t)trap_mappings.reserved_bytes - o->floor_reserved);
  if (r->calls.usable && figures.at_peak_live >= 0) report_number("usable_at_peak_live", (int64_t)sums.peak_live_usable);
  if (r->calls.usable) report_number("usable_allocated", (int64_t)sums.allocated_usable);
  report_number("allocated", (int64_t)sums.allocated);
  report_number("memory_calls", (int64_t)trap_counts.calls);
  report_number("memory_calls_returning", (int64_t)trap_counts.returning);
  report_number("readings", (int64_t)figures.readings);
}

static int begin(struct replay *r)
{
  static char refusal[4096];
  replay = r;
  page = (size_t)sysconf(_SC_PAGESIZE);
  figures.bytes_per_fault = r->options->huge_pages ? HUGE_PAGE_BYTES : (int64_t)page;
  figures.at_peak_live = -1;
  sizes = array_of(r->w->slot_count, sizeof *sizes);
  usables = array_of(r->w->slot_count, sizeof *usables);
  if (r->options->touches && !touches_open(&touches, r->w, r->options->touches, refusal, sizeof refusal))
    return report_text("refused", refusal), 0;
  if (!turns_begin(r->w, r->options->floor_stack)) return report_text("refused", turns_refusal()), 0;
  thread_count(); /* its buffer, and that of resident_bytes, are resident from here on */
  if (trap_begin() && resident_bytes() >= 0) return 1;
  report_text("refused", "the space of natives is measured where /proc has smaps_rollup: on Linux 4.14 or later");
  return 0;
}

/* What is resident already is not charged to the group, so that its limit is one on what the library takes from here on. */
static int enter(const char *cgroup)
{
  char file[PATH_MAX];
  if (!cgroup) return 1;
  snprintf(file, sizeof file, "%s/cgroup.procs", cgroup);
  int fd = open(file, O_WRONLY | O_CLOEXEC);
  int entered = fd >= 0 && write(fd, "0", 1) == 1;
  if (!entered) report_text("refused", "--cgroup: no control group that can be entered");
  if (fd >= 0) close(fd);
  return entered;
}

void space_mode(struct replay *r)
{
  if (!begin(r)) return;
  int trapped = !r->options->untrapped && trap_install(before_return, after_populate);
  sampled = !trapped;
  figures.start = count_now();
  figures.mapped_start = (int64_t)trap_mappings.writable_bytes;
  report_floor(r->options);
  if (r->options->noop || !enter(r->options->cgroup)) return;
  size_t met = turns_replay(take_turn);
  figures.end = count_now();
  if (turns_refusal()) report_text("refused", turns_refusal());
  child_report_end(r->w, met);
  report_text("clock", r->w->clocks && !r->options->clock_by_requests ? "recorded" : "requests");
  report_method(trapped);
  report_figures(r);
}
