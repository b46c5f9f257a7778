/* SPDX-License-Identifier: Apache-2.0
 *
 * Preloaded in front of a malloc library by time-in-malloc: adds up the ticks that pass within malloc, free and realloc, and
 * within malloc_usable_size, which no recording holds. Writes at the end, in a line on standard error behind "time-in-malloc":
 * milliseconds in the first three, their calls, the same two of the fourth, and milliseconds of processor time in all.
 * A call of more than 100 us was interrupted, and is left out. A tick is taken against the clock once more at the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <x86intrin.h>

struct spent {
  unsigned long long ticks, calls;
};

static struct spent requests, questions;
static unsigned long long first_tick;
static double first_nanos;

static double nanos(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

static void add(struct spent *spent, unsigned long long since)
{
  unsigned long long ticks = __rdtsc() - since;
  if (ticks < 250000) spent->ticks += ticks;
  spent->calls++;
}

static void *next(const char *name)
{
  if (!first_tick) {
    first_tick = __rdtsc();
    first_nanos = nanos();
  }
  return dlsym(RTLD_NEXT, name);
}

void *malloc(size_t size)
{
  static void *(*real)(size_t);
  if (!real) real = next("malloc");
  unsigned long long since = __rdtsc();
  void *block = real(size);
  add(&requests, since);
  return block;
}

void free(void *block)
{
  static void (*real)(void *);
  if (!real) real = next("free");
  unsigned long long since = __rdtsc();
  real(block);
  add(&requests, since);
}

void *realloc(void *block, size_t size)
{
  static void *(*real)(void *, size_t);
  if (!real) real = next("realloc");
  unsigned long long since = __rdtsc();
  void *other = real(block, size);
  add(&requests, since);
  return other;
}

size_t malloc_usable_size(void *block)
{
  static size_t (*real)(void *);
  if (!real) real = next("malloc_usable_size");
  unsigned long long since = __rdtsc();
  size_t size = real(block);
  add(&questions, since);
  return size;
}

static double millis(struct timeval time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; }

__attribute__((destructor)) static void end(void)
{
  struct rusage used;
  double millis_per_tick = (nanos() - first_nanos) / (double)(__rdtsc() - first_tick) / 1e6;
  getrusage(RUSAGE_SELF, &used);
  fprintf(stderr, "time-in-malloc %.2f %llu %.2f %llu %.2f\n", (double)requests.ticks * millis_per_tick, requests.calls,
          (double)questions.ticks * millis_per_tick, questions.calls, millis(used.ru_utime) + millis(used.ru_stime));
}
