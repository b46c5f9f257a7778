/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the preload shim's records go: into a .hrec file, into Valgrind's own log, or nowhere.
 *
 * Order between threads. A free is told before the block is really freed, a birth after the block has really been
 * allocated, each under one lock. So for any address the free precedes the birth that reuses it, with no lock around
 * the allocator. A resize both gives back and takes: it is told after the fact, the lock held all the while, so that
 * no other thread can tell of a birth in the old place before, nor of a free of the new place after.
 */
#ifndef SHIM_LOG_H
#define SHIM_LOG_H

#include <stddef.h>
#include <stdint.h>

enum log_mode {
  LOG_UNSET,    /* log_start has not run yet */
  LOG_NOTHING,  /* not a process to be recorded, or recording has ended */
  LOG_FILE,     /* natively: a .hrec file */
  LOG_VALGRIND  /* under lackey: lines in its log, in order with its accesses */
};

extern enum log_mode log_mode;

/* Decides by the environment what is recorded and where. */
void log_start(void);

/* Whether what this process turns into, or starts, is to be followed: it is recorded, or was to be. */
int log_is_followed(void);

/* The program is about to forbid itself system calls: takes the room that is needed from now on. */
void log_freeze(void);

/* None of the following changes errno. */

/* Lackey is to leave out the accesses between these two: they are the allocator's. */
void log_enter_lackey(void);
void log_leave_lackey(void);
static inline void log_enter(void)
{
  if (__builtin_expect(log_mode == LOG_VALGRIND, 0)) log_enter_lackey();
}
static inline void log_leave(void)
{
  if (__builtin_expect(log_mode == LOG_VALGRIND, 0)) log_leave_lackey();
}

void log_new(const void *block, size_t size); /* leaves, too */
void log_aligned_new(const void *block, size_t size, size_t alignment); /* the same, of a block with an alignment */
void log_free(const void *block);             /* enters, too */

/* Between the two no other thread's events are told. `begun` is what the first returned; `to` is NULL when realloc
 * returned it: the block is freed if the size is 0, and as it was if not. */
int log_resize_begin(void);
void log_resize_end(int begun, uintptr_t from, const void *to, size_t size);

#endif
