/* SPDX-License-Identifier: Apache-2.0 */
/* A child process: started in an environment of its own, watched until it ends. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stddef.h>
#include <stdint.h>

#define PROCESS_SAID_BYTES 2048

struct process {
  /* In. */
  const char *program; /* searched in PATH if it has no slash */
  char **words;
  char **environment;
  int fixed_addresses; /* no address space randomisation, where the kernel lets us */
  uint64_t layout;     /* which of the fixed ones, from 0: each begins to map elsewhere */
  int huge_pages;
  int with_parent;     /* is ended when standard input ends */
  uint64_t timeout_seconds; /* 0 is none */
  /* Out. */
  int status;     /* as waitpid gives it */
  int timed_out;
  char said[PROCESS_SAID_BYTES]; /* the first it wrote to standard output and standard error */
};

/* False when no process could be started, with errno. */
int process_run(struct process *process);

#endif
