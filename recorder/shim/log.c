/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "log.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../format/hrec.h"
#include "control.h"
#include "environment.h"
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

/* ---- whose a record is, and when it was made ---- */

enum {
  CLOCK_STEP = 1000000, /* nanoseconds: no two clock records are nearer */
  BUSY_RECORDS = 32     /* a busy program's clock is read once in so many records */
};

static __thread uint32_t thread_number; /* 1 more than the thread's; 0: it has recorded nothing yet */
static uint32_t threads;                /* that have a number */
static uint32_t current_thread = 1;     /* as the reader knows: before the first thread record it is thread 0 */
static uint64_t started;                /* in nanoseconds */
static uint64_t told;                   /* the last clock record, since then */
static uint32_t clock_in;               /* records until the clock is read again */
static uint32_t clock_every;            /* records from one reading to the next; 0: the clock is left alone */

static uint64_t now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void start_clock(void)
{
  started = now();
  told = 0;
  clock_in = clock_every = 1;
}

static __attribute__((noinline)) void read_clock(void)
{
  clock_in = clock_every;
  if (!clock_every) return;
  uint64_t since = now() - started;
  if (since - told >= CLOCK_STEP || !told) {
    told = since ? since : 1;
    hrec_clock(&log, told);
    clock_every = 1; /* a program that records seldom does so after a pause */
  } else if (clock_every < BUSY_RECORDS) {
    clock_every *= 2;
  }
  clock_in = clock_every;
}

static __attribute__((noinline)) void change_thread(void)
{
  if (!thread_number) thread_number = ++threads;
  if (thread_number == current_thread) return;
  current_thread = thread_number;
  hrec_thread(&log, thread_number - 1);
}

/* To be called before each record. */
static inline void mark(void)
{
  if (__builtin_expect(thread_number != current_thread, 0)) change_thread();
  if (__builtin_expect(--clock_in == 0, 0)) read_clock();
}

/* While records are written the program must not see errno change; before, errno says why a file cannot be begun. */
static void keep_errno(int error)
{
  if (log_mode == LOG_FILE) errno = error;
}

static int hrec_grow(struct hrec *h, uint64_t size)
{
  int error = errno;
  int grown = file_grow(size);
  if (!grown && !h->stops_for && !file_is_open()) h->stops_for = HREC_NO_FILE;
  keep_errno(error);
  return grown;
}

static unsigned char *hrec_map(struct hrec *h, uint64_t offset)
{
  int error = errno;
  unsigned char *window = file_map(offset, HREC_WINDOW);
  if (!window) h->stops_for = HREC_NO_FILE;
  keep_errno(error);
  return window;
}

static void hrec_unmap(struct hrec *h, unsigned char *window, uint64_t length)
{
  (void)h;
  int error = errno;
  file_unmap(window, length);
  keep_errno(error);
}

/* The process in `key=value` lines: what only it knows, whoever started it. Returns the length. */
static size_t describe(char *lines, size_t room)
{
  char raw[8192];
  size_t n = (size_t)snprintf(lines, room, "recorder=shim\npid=%d\n", (int)getpid());
  ssize_t link = readlink("/proc/self/exe", raw, sizeof raw - 1);
  if (link > 0 && !memchr(raw, '\n', (size_t)link) && !memchr(raw, '\\', (size_t)link))
    n += (size_t)snprintf(lines + n, room - n, "exe=%.*s\n", (int)link, raw);
  size_t got = file_slurp("/proc/self/cmdline", raw, sizeof raw);
  for (size_t i = 0; i < got && n + 16 < room; i++) {
    if (i == 0 || raw[i - 1] == '\0') n += (size_t)snprintf(lines + n, room - n, "arg=");
    if (raw[i] == '\n' || raw[i] == '\\') lines[n++] = '\\';
    lines[n++] = raw[i] == '\n' ? 'n' : raw[i] == '\0' ? '\n' : raw[i];
  }
  if (n && lines[n - 1] != '\n') lines[n++] = '\n';
  return n;
}

/* The file has been created. 0: it cannot be begun, and errno says why. */
static int start_file(const char *history)
{
  static char lines[32768];
  memset(&log, 0, sizeof log);
  errno = ENOSPC;
  if (hrec_start(&log, history, lines, describe(lines, sizeof lines)) && file_publish()) return 1;
  file_discard();
  return 0;
}

/* ---- fork: a child's heap is its parent's, so a child that is followed goes on from its parent's history ---- */

static int lost_for; /* why this process is in no recording though it was to be; 0: it is, or was not to be */

static void lose(int why)
{
  lost_for = why;
  file_claim();
  control_add_loss(getpid(), why);
}

int log_is_followed(void) { return log_mode == LOG_FILE || (lost_for && !file_is_frozen()); }

static int start_child(void)
{
  char history[HREC_HISTORY];
  struct hrec parents = log;
  snprintf(history, sizeof history, "file=%s\nrecords=%llu\n", file_name(), (unsigned long long)parents.count);
  if (file_is_frozen()) {
    errno = CONTROL_NO_CALLS;
    return 0;
  }
  control_check_namespace();
  if (!file_create_again() || !start_file(history)) return 0;
  file_unmap(parents.window, parents.window_length);
  if (!parents.at) hrec_stop(&log, HREC_NO_HISTORY);
  return 1;
}

static void before_fork(void)
{
  pthread_mutex_lock(&lock);
  if (log_mode == LOG_FILE && environment_follows_children()) control_begin_fork();
}

static void after_fork(void) { pthread_mutex_unlock(&lock); }

static void in_child(void)
{
  int error = errno;
  pthread_mutex_init(&lock, NULL);
  if (log_mode == LOG_FILE && environment_follows_children()) {
    log_mode = LOG_NOTHING;
    if (start_child()) log_mode = LOG_FILE;
    else lose(errno);
    file_claim();
    control_end_fork();
  } else if (lost_for && environment_follows_children()) {
    lose(lost_for);
  } else {
    lost_for = 0;
    if (log_mode == LOG_FILE) {
      log_mode = LOG_NOTHING;
      file_claim();
    }
    control_add_unrecorded_child(getpid());
  }
  errno = error;
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
  int root = environment_root();
  return environment_follows_children() || !root || root == (int)getpid();
}

static void start_recording(void)
{
  if (!is_to_be_recorded()) {
    control_add_unrecorded_child(getpid());
  } else if (file_create(environment_folder()) && start_file(NULL)) {
    start_clock();
    log_mode = LOG_FILE;
  } else {
    lose(errno);
  }
}

void log_start(void)
{
  int error = errno;
  environment_read();
  log_mode = LOG_NOTHING;
  if (environment_folder()) control_open(environment_folder());
  if (RUNNING_ON_VALGRIND) {
    if (environment_is_lackey()) log_mode = LOG_VALGRIND;
  } else if (environment_folder()) {
    start_recording();
  }
  if (environment_folder() || log_mode != LOG_NOTHING) pthread_atfork(before_fork, after_fork, in_child);
  errno = error;
}

/* What a program may record that will not let us make system calls, if the disk has four times as much. */
enum { AHEAD = 256 << 20 };

void log_freeze(void)
{
  if (log_mode != LOG_FILE || !file_is_ours()) return;
  pthread_mutex_lock(&lock);
  uint64_t bytes = file_room() / 4 < AHEAD ? file_room() / 4 & ~(uint64_t)(HREC_PAGE - 1) : AHEAD;
  /* On a disk that is nearly full the window that there is may hold more. */
  int is_more = log.window_offset + bytes > log.size;
  if (log.at && is_more && !file_is_frozen() && file_grow(log.window_offset + bytes)) {
    unsigned char *own = file_map(log.window_offset, bytes);
    if (own) {
      file_unmap(log.window, log.window_length);
      hrec_move_to(&log, own);
      log.size = log.window_offset + bytes;
      log.window_length = bytes;
    }
  }
  log.stops_for = HREC_NO_CALLS;
  clock_every = clock_in = 0; /* where the clock is a system call, it is one too many */
  file_freeze();
  pthread_mutex_unlock(&lock);
}

/* ---- events ---- */

/* Under lackey one thread at a time is in the allocator: its log does not tell whose an access is. */
void log_enter_lackey(void)
{
  pthread_mutex_lock(&lock);
  TELL("@(\n");
}

void log_leave_lackey(void)
{
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
  if (begun) {
    mark();
    hrec_new(&log, (uintptr_t)block, size);
  }
  end(begun);
}

void log_aligned_new(const void *block, size_t size, size_t alignment)
{
  unsigned log2 = hrec_log2(alignment);
  if (!log2) {
    log_new(block, size);
    return;
  }
  if (log_mode == LOG_VALGRIND) {
    TELL("@N %lu %lu %lu\n", (unsigned long)block, (unsigned long)size, 1ul << log2);
    pthread_mutex_unlock(&lock);
  }
  if (log_mode != LOG_FILE) return;
  int begun = begin(SINGLE_THREADED);
  if (begun) {
    mark();
    hrec_aligned_new(&log, (uintptr_t)block, size, log2);
  }
  end(begun);
}

void log_free(const void *block)
{
  if (log_mode == LOG_VALGRIND) {
    pthread_mutex_lock(&lock);
    TELL("@F %lu\n", (unsigned long)block);
  }
  if (log_mode != LOG_FILE) return;
  int begun = begin(SINGLE_THREADED);
  if (begun) {
    mark();
    hrec_free(&log, (uintptr_t)block);
  }
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
    mark();
    if (to) hrec_resize(&log, from, (uintptr_t)to, size);
    else hrec_free(&log, from);
  }
  end(begun);
}
