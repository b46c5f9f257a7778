/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "turns.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "arrays.h"

#define STACK_BYTES (256 << 10) /* the guard page at its end included */
#define TOUCHED_BYTES (32 << 10) /* beyond a thread's first frame: as much as a trap needs, and more */
#define NO_STACK UINT32_MAX
#define MOST_THREADS (1 << 20)
#define MOST_ALIVE 8192 /* at a time: each takes two mappings, and ten pages */

struct thread {
  pthread_t id;
  sem_t turn;
  size_t last_op;
  uint32_t stack; /* NO_STACK before it starts */
};

static const struct workload *w;
static turn_op *replay_op;
static size_t next_op;
static int stopped;
static char refusal[128];

static struct thread *threads; /* by the workload's number; NULL where it has none */
static size_t thread_count, live_count = 1;
static struct thread *ended; /* whoever has the turn waits for its end first */
static sem_t ready;

/* Stacks are taken over by later threads, the last left one first. */
static char *stacks;
static uint32_t *vacant;
static size_t stack_count, vacant_count, used_count;
static int64_t floor_stack;

/* ---- stacks ---- */

static char *top_of(uint32_t stack) { return stacks + ((size_t)stack + 1) * STACK_BYTES; }

static __attribute__((noinline)) void touch_stack(void)
{
  volatile char here[TOUCHED_BYTES];
  for (size_t i = 0; i < sizeof here; i += 1024) here[i] = 1;
}

/* A stack that nobody had before is resident from its floor on at once, so that the floor can be subtracted at any time. */
static uint32_t take_stack(void)
{
  if (vacant_count) return vacant[--vacant_count];
  char *top = top_of((uint32_t)used_count);
  for (int64_t from = 1; from <= floor_stack; from += 1024) *(volatile char *)(top - from) = 0;
  return (uint32_t)used_count++;
}

int64_t turns_stack_bytes(void) { return floor_stack * (int64_t)used_count; }

static int start(pthread_t *id, uint32_t stack, void *(*run)(void *), void *argument)
{
  size_t guard = (size_t)sysconf(_SC_PAGESIZE);
  pthread_attr_t how;
  pthread_attr_init(&how);
  pthread_attr_setstack(&how, stacks + (size_t)stack * STACK_BYTES + guard, STACK_BYTES - guard);
  int error = pthread_create(id, &how, run, argument);
  pthread_attr_destroy(&how);
  return error;
}

/* ---- turns ---- */

static void wait_for(sem_t *semaphore)
{
  while (sem_wait(semaphore) && errno == EINTR) continue;
}

static int is_over(void) { return stopped || next_op == w->op_count; }

/* The thread that ended is gone, with whatever the library does at a thread's end. */
static void join_ended(void)
{
  if (!ended) return;
  pthread_join(ended->id, NULL);
  vacant[vacant_count++] = ended->stack;
  ended->stack = NO_STACK;
  ended = NULL;
  live_count--;
}

static void replay_own(const struct thread *self)
{
  while (!is_over() && &threads[w->threads[next_op]] == self) {
    if (!replay_op(next_op)) {
      stopped = 1;
      return;
    }
    next_op++;
  }
}

static void *run_thread(void *argument);

/* Starts a thread and waits until it stands by: nothing runs beside whoever has the turn. */
static void spawn(struct thread *thread)
{
  thread->stack = take_stack();
  sem_init(&thread->turn, 0, 0);
  int error = start(&thread->id, thread->stack, run_thread, thread);
  if (error) {
    stopped = 1;
    snprintf(refusal, sizeof refusal, "thread %zu of %zu cannot be started (%s); --threads one replays on one",
             (size_t)(thread - threads), thread_count, strerror(error));
    return;
  }
  wait_for(&ready);
  live_count++;
}

/* To the thread of the next op; in the end to the process' own. Whether the one that hands on has had its last op. */
static int hand_on(struct thread *self)
{
  int ends = self != threads && next_op > self->last_op;
  struct thread *next = is_over() ? threads : &threads[w->threads[next_op]];
  if (next != threads && next->stack == NO_STACK) spawn(next);
  if (stopped) next = threads;
  if (ends) ended = self;
  if (next != self) sem_post(&next->turn);
  return ends;
}

static void *run_thread(void *argument)
{
  struct thread *self = argument;
  touch_stack();
  sem_post(&ready);
  do {
    wait_for(&self->turn);
    join_ended();
    replay_own(self);
  } while (!hand_on(self));
  return NULL;
}

static size_t replay_alone(void)
{
  while (next_op < w->op_count && replay_op(next_op)) next_op++;
  return next_op;
}

size_t turns_replay(turn_op *op)
{
  replay_op = op;
  if (!threads) return replay_alone();
  for (;;) {
    replay_own(threads);
    if (is_over()) return next_op;
    hand_on(threads);
    if (stopped) return next_op;
    wait_for(&threads->turn);
    join_ended();
  }
}

/* ---- before ---- */

/* How many threads are alive at a time: one that ends does so when the next one has started. */
static size_t most_alive(void)
{
  unsigned char *started = array_of(thread_count, 1);
  size_t alive = 0, most = 0;
  for (size_t op = 0; op < w->op_count; op++) {
    uint32_t thread = w->threads[op];
    if (thread && !started[thread]) alive++;
    started[thread] = 1;
    if (alive > most) most = alive;
    if (op && w->threads[op - 1] && threads[w->threads[op - 1]].last_op == op - 1) alive--;
  }
  array_release(started, thread_count, 1);
  return most;
}

static void reserve_stacks(void)
{
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  stacks = mmap(NULL, stack_count * STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  for (size_t stack = 0; stacks != MAP_FAILED && stack < stack_count; stack++)
    mprotect(stacks + stack * STACK_BYTES, page, PROT_NONE);
  if (stacks == MAP_FAILED) stack_count = 0;
}

static void find_threads(void)
{
  threads = array_of(thread_count, sizeof *threads);
  for (size_t op = 0; op < w->op_count; op++) threads[w->threads[op]].last_op = op;
  for (size_t thread = 0; thread < thread_count; thread++) threads[thread].stack = NO_STACK;
  sem_init(&threads->turn, 0, 0);
  sem_init(&ready, 0, 0);
}

int turns_begin(const struct workload *workload, int64_t floor)
{
  w = workload;
  floor_stack = floor;
  if (!w->threads) return 1;
  for (size_t op = 0; op < w->op_count; op++)
    if (w->threads[op] >= thread_count) thread_count = (size_t)w->threads[op] + 1;
  if (thread_count > MOST_THREADS)
    return snprintf(refusal, sizeof refusal, "a thread has the number %zu; from %d on only --threads one replays it",
                    thread_count - 1, MOST_THREADS), 0;
  find_threads();
  stack_count = most_alive() + 1; /* never none */
  if (stack_count > MOST_ALIVE)
    return snprintf(refusal, sizeof refusal, "%zu threads are alive at a time; more than %d only --threads one replays",
                    stack_count - 1, MOST_ALIVE - 1), 0;
  vacant = array_of(stack_count, sizeof *vacant);
  reserve_stacks();
  return 1;
}

int64_t turns_live(void) { return (int64_t)live_count; }

const char *turns_refusal(void) { return refusal[0] ? refusal : NULL; }

static void *measure(void *argument)
{
  char *frame = __builtin_frame_address(0);
  int64_t *bytes = argument;
  *bytes = top_of(0) - frame + TOUCHED_BYTES;
  return NULL;
}

int64_t turns_stack_floor(void)
{
  int64_t bytes = 0, page = sysconf(_SC_PAGESIZE);
  pthread_t id;
  if (!threads) return 0;
  if (!stack_count || start(&id, 0, measure, &bytes)) return -1;
  pthread_join(id, NULL);
  return (bytes + page - 1) / page * page;
}
