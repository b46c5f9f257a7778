/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sees every memory system call of this process: a seccomp filter turns mmap, munmap, mremap, brk, madvise and mprotect into
 * a signal, whose handler makes the call itself. That shows what a library calls by an instruction of its own, which
 * interposing symbols does not. Linux on x86_64 and aarch64.
 */
#ifndef TRAP_H
#define TRAP_H

#include "mappings.h"

/* Is told before a call that may give pages back, and after one that may make pages resident without page faults. */
typedef void trap_observer(void);

struct trap_counts {
  uint64_t calls;
  uint64_t returning; /* those that may give pages back */
  uint64_t shared;    /* writable mappings that are shared, whose pages are not counted */
};

extern struct mappings trap_mappings; /* what is mapped now */
extern uint64_t trap_peak_writable;   /* the maximum of its writable bytes */
extern struct trap_counts trap_counts;

/* Reads what is mapped now, and what the break is. False where /proc does not say. */
int trap_begin(void);

/* Reads what is mapped now: where calls cannot be trapped. False where /proc does not say. */
int trap_look(void);

/* Starts to trap. False when the kernel refuses the filter, or the machine is none of the two. */
int trap_install(trap_observer *before_return, trap_observer *after_populate);

#endif
