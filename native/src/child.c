/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "child.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "arrays.h"
#include "report.h"
#include "resident.h"

#ifndef PR_SET_THP_DISABLE
#define PR_SET_THP_DISABLE 41
#endif

#define STACK_BYTES (8 << 10)

struct progress *progress;

/* Of all processes the kernel ends this one first when memory runs out. */
static void volunteer(void)
{
  int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  (void)!write(fd, "1000", 4);
  close(fd);
}

/* As much stack as a trap needs is resident from here on, so that it is no memory of the library's. */
static __attribute__((noinline)) void touch_stack(void)
{
  volatile char stack[STACK_BYTES];
  for (size_t i = 0; i < sizeof stack; i += 1024) stack[i] = 1;
}

extern char __bss_start[], _end[]; /* the linker's: where this program's variables lie that start as zero */

/* They are resident from here on: buffers that are filled during the replay are no memory of the library's. */
static void touch_variables(void)
{
  for (volatile char *at = __bss_start; at < _end; at += 1024) *at = *at;
}

/* Where the kernel does not even say, they were not fixed either. */
static int addresses_are_fixed(void)
{
  int persona = personality(0xffffffff);
  return persona >= 0 && persona & ADDR_NO_RANDOMIZE;
}

static void report_conditions(const struct replay *replay)
{
  report_text("library", replay->calls.file);
  report_number("page_size", sysconf(_SC_PAGESIZE));
  report_text("addresses", addresses_are_fixed() ? "fixed" : "randomised");
  report_text("huge_pages", prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0) == 1 ? "off" : "as the system has it");
  report_text("threads", replay->w->threads ? "recorded" : "one");
  report_number("ops", (int64_t)replay->w->op_count);
  report_number("requests", (int64_t)replay->w->request_count);
  report_number("peak_live", (int64_t)replay->w->peak_live);
  report_flush();
}

void child_report_end(const struct workload *w, uint64_t ops_met)
{
  report_number("ops_met", (int64_t)ops_met);
  if (ops_met < w->op_count) {
    report_text("stopped", "null");
    report_number("stopped_bytes", (int64_t)w->sizes[ops_met]);
  }
}

_Noreturn void child_run(const struct options *options)
{
  static char refusal[4096];
  static struct workload workload;
  report_to(options->report_fd);
  progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED, options->progress_fd, 0);
  if (!workload_open(&workload, options->workload, refusal, sizeof refusal)) {
    report_text("refused", refusal);
    report_flush();
    _exit(2);
  }
  if (options->one_thread || options->mode == TIME || options->mode == COUNT) workload.threads = NULL;
  volunteer();
  touch_stack();
  touch_variables();
  struct replay replay = {options, &workload, calls_of_nothing(), array_of(workload.slot_count, sizeof(void *))};
  if (!options->noop && !calls_of_process(&replay.calls)) {
    report_text("refused", "malloc, free and realloc do not lie in one file");
    report_flush();
    _exit(2);
  }
  report_conditions(&replay);
  void (*const modes[])(struct replay *) = {time_mode, space_mode, count_mode, check_mode};
  progress->begun = 1;
  modes[options->mode](&replay);
  report_text("done", "yes");
  report_flush();
  _exit(0); /* the library's destructors would print, or free what lives */
}
