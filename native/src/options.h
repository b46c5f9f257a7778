/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line says. README.md lists the options. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdint.h>

enum mode { TIME, SPACE, COUNT, CHECK };
enum payload { PAYLOAD_FULL, PAYLOAD_NONE, PAYLOAD_RECORDED };

#define OPTIONS_MOST_VARIABLES 64
#define OPTIONS_LAYOUTS 16

struct options {
  enum mode mode;
  const char *mode_name;
  const char *workload;
  const char *result;      /* a file to write; NULL is standard output */
  const char *library;     /* to preload; NULL is this system's own malloc */
  const char *preload; /* what LD_PRELOAD names: the library, or a descriptor of it */
  const char *latencies;   /* a file to write the times of requests to; NULL is none */
  const char *callgrind;   /* a file for callgrind to write; NULL runs without callgrind */
  int noop;                /* calls of nothing, for the floor */
  int huge_pages;
  int with_parent;         /* ends when standard input does */
  int untrapped;           /* samples instead of trapping, as where the kernel has no seccomp */
  enum payload payload;
  const char *touches;     /* a file that says what is written to blocks; NULL unless the payload is as recorded */
  const char *cgroup;      /* a folder to enter before the first op; NULL is none */
  uint64_t layout;         /* which of several fixed layouts of address space, from 0 */
  int one_thread;          /* all ops on one, whatever the workload says */
  int clock_by_requests;   /* whatever times the workload says */
  uint64_t nanos_per_op;   /* of the virtual clock */
  uint64_t points;         /* resident bytes over time: how many */
  uint64_t budget_millis;  /* of time mode */
  uint64_t timeout_seconds; /* 0 is none */
  const char *variables[OPTIONS_MOST_VARIABLES + 1]; /* NAME=VALUE for the child */

  /* From the supervisor to its child. */
  int is_child;
  int report_fd, progress_fd;
  int64_t floor_resident, floor_mapped, floor_reserved, floor_stack;
};

/* False when the words are none: then refusal holds why, in one line. */
int options_parse(struct options *options, int count, char **words, char *refusal, unsigned room);

#endif
