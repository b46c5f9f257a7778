/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "log.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../format/hrec.h"
#include "file.h"

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#define TELL(...) (void)VALGRIND_PRINTF(__VA_ARGS__)
#else
#define RUNNING_ON_VALGRIND 0
#define TELL(...) (void)0
#endif

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define SINGLE_THREADED __libc_single_threaded
#else
#define SINGLE_THREADED 0
#endif

enum log_mode log_mode;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct hrec log;
static int follows_children;

static unsigned char *hrec_map(struct hrec *h, uint64_t offset)
{
  (void)h;
  return file_map(offset, HREC_WINDOW);
}

static void hrec_unmap(struct hrec *h, unsigned char *window)
{
  (void)h;
  file_unmap(window, HREC_WINDOW);
}

/* ---- fork: a child's heap is its parent's, so a child that is followed starts with its parent's history ---- */

static int continue_in_own_file(void)
{
  uint64_t written = log.window_offset + (uint64_t)(log.at - log.window);
  uint64_t in_window = log.window_offset;
  unsigned char *parents = log.window;
  if (!file_fork(written)) return 0;
  unsigned char *own = file_map(in_window, HREC_WINDOW);
  if (!own) return 0;
  ptrdiff_t moved = own - parents;
  log.window = own;
  log.block += moved;
  log.at += moved;
  log.limit += moved;
  memset(log.block + 4, 0, 12); /* the parent may have sealed the block before it was copied */
  file_unmap(parents, HREC_WINDOW);
  return 1;
}

static void before_fork(void) { pthread_mutex_lock(&lock); }
static void after_fork(void) { pthread_mutex_unlock(&lock); }

static void in_child(void)
{
  pthread_mutex_init(&lock, NULL);
  if (log_mode != LOG_FILE) return;
  if (!follows_children || !log.at || !continue_in_own_file()) log_mode = LOG_NOTHING;
  file_claim();
}

/* While there is one thread only, there is nothing to lock out, and the lock would be a third of the cost. */
enum { NOT_BEGUN, BEGUN, BEGUN_LOCKED };

/* Begins telling the log something. A process made by a bare clone() has not run in_child. */
static int begin(int alone)
{
  if (!file_is_ours()) {
    log_mode = LOG_NOTHING;
    return NOT_BEGUN;
  }
  if (alone) return BEGUN;
  pthread_mutex_lock(&lock);
  return BEGUN_LOCKED;
}

static void end(int begun)
{
  if (begun == BEGUN_LOCKED) pthread_mutex_unlock(&lock);
}

/* ---- start ---- */

static int is_to_be_recorded(void)
{
  const char *children = getenv("RMALLOC_RECORD_CHILDREN");
  const char *root = getenv("RMALLOC_RECORD_ROOT");
  follows_children = children && *children == '1';
  return follows_children || !root || atoi(root) == (int)getpid();
}

/* The process in `key=value` lines: what only it knows, whoever started it. Returns the length. */
static size_t describe(char *lines, size_t room)
{
  char raw[8192];
  size_t n = (size_t)snprintf(lines, room, "recorder=shim\npid=%d\n", (int)getpid());
  size_t got = file_slurp("/proc/self/cmdline", raw, sizeof raw);
  for (size_t i = 0; i < got && n + 16 < room; i++) {
    if (i == 0 || raw[i - 1] == '\0') n += (size_t)snprintf(lines + n, room - n, "arg=");
    if (raw[i] == '\n' || raw[i] == '\\') lines[n++] = '\\';
    lines[n++] = raw[i] == '\n' ? 'n' : raw[i] == '\0' ? '\n' : raw[i];
  }
  if (n && lines[n - 1] != '\n') lines[n++] = '\n';
  return n;
}

void log_start(void)
{
  static char lines[20000];
  const char *folder = getenv("RMALLOC_RECORD_DIR");
  log_mode = LOG_NOTHING;
  if (RUNNING_ON_VALGRIND) {
    if (getenv("RMALLOC_RECORD_LACKEY")) log_mode = LOG_VALGRIND;
  } else if (folder && *folder && is_to_be_recorded() && file_create(folder)) {
    if (hrec_start(&log, lines, describe(lines, sizeof lines))) log_mode = LOG_FILE;
  }
  if (log_mode != LOG_NOTHING) pthread_atfork(before_fork, after_fork, in_child);
}

/* ---- events ---- */

/* Under lackey one thread at a time is in the allocator: its log does not tell whose an access is. */
static void enter_with(const char *mark, const void *block)
{
  if (log_mode != LOG_VALGRIND) return;
  pthread_mutex_lock(&lock);
  if (block) TELL("%s %lu\n", mark, (unsigned long)block);
  else TELL("%s\n", mark);
}

void log_enter(void) { enter_with("@(", NULL); }

void log_leave(void)
{
  if (log_mode != LOG_VALGRIND) return;
  TELL("@)\n");
  pthread_mutex_unlock(&lock);
}

void log_new(const void *block, size_t size)
{
  if (log_mode == LOG_VALGRIND) {
    TELL("@N %lu %lu\n", (unsigned long)block, (unsigned long)size);
    pthread_mutex_unlock(&lock);
  }
  if (log_mode != LOG_FILE) return;
  int begun = begin(SINGLE_THREADED);
  if (begun) hrec_new(&log, (uintptr_t)block, size);
  end(begun);
}

void log_free(const void *block)
{
  enter_with("@F", block);
  if (log_mode != LOG_FILE) return;
  int begun = begin(SINGLE_THREADED);
  if (begun) hrec_free(&log, (uintptr_t)block);
  end(begun);
}

int log_resize_begin(void)
{
  log_enter();
  if (log_mode == LOG_FILE) return begin(0); /* an allocator may start a thread of its own meanwhile */
  return log_mode == LOG_VALGRIND ? BEGUN : NOT_BEGUN;
}

void log_resize_end(int begun, uintptr_t from, const void *to, size_t size)
{
  if (!begun) return;
  int failed = !to && size; /* the block is as it was */
  if (log_mode == LOG_VALGRIND) {
    if (to) TELL("@R %lu %lu %lu\n", (unsigned long)from, (unsigned long)to, (unsigned long)size);
    else if (!failed) TELL("@F %lu\n", (unsigned long)from);
    log_leave();
  } else if (log_mode == LOG_FILE && !failed) {
    if (to) hrec_resize(&log, from, (uintptr_t)to, size);
    else hrec_free(&log, from);
  }
  end(begun);
}
