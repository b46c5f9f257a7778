/* SPDX-License-Identifier: Apache-2.0
 *
 * Preloaded in front of a malloc library by time-in-malloc: adds up the ticks that pass within malloc, free and realloc, and
 * writes at the end, in a line on standard error: milliseconds in them, calls, and milliseconds of processor time in all.
 * A call of more than 100 us was interrupted, and is left out. A tick is taken against the clock once more at the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <x86intrin.h>

static unsigned long long ticks, calls, first_tick;
static double first_nanos;

static double nanos(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

static void add(unsigned long long since)
{
  unsigned long long spent = __rdtsc() - since;
  if (spent < 250000) ticks += spent;
  calls++;
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
  add(since);
  return block;
}

void free(void *block)
{
  static void (*real)(void *);
  if (!real) real = next("free");
  unsigned long long since = __rdtsc();
  real(block);
  add(since);
}

void *realloc(void *block, size_t size)
{
  static void *(*real)(void *, size_t);
  if (!real) real = next("realloc");
  unsigned long long since = __rdtsc();
  void *other = real(block, size);
  add(since);
  return other;
}

static double millis(struct timeval time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; }

__attribute__((destructor)) static void end(void)
{
  struct rusage used;
  double nanos_per_tick = (nanos() - first_nanos) / (double)(__rdtsc() - first_tick);
  getrusage(RUSAGE_SELF, &used);
  fprintf(stderr, "%.2f %llu %.2f\n", (double)ticks * nanos_per_tick / 1e6, calls, millis(used.ru_utime) + millis(used.ru_stime));
}
