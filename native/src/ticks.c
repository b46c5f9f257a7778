/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "ticks.h"

#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define CALIBRATION_NANOS 20000000u

static enum { WALL, COUNTER } source;
static double nanos_per_tick = 1;

/* By system calls: the function of that name is ours, and may be virtual. */
static uint64_t read_clock(clockid_t clock)
{
  struct timespec time;
  syscall(SYS_clock_gettime, clock, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t thread_nanos(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }
uint64_t wall_nanos(void) { return read_clock(CLOCK_MONOTONIC); }

#if defined __x86_64__
#include <x86intrin.h>

static uint64_t counter(void)
{
  _mm_lfence();
  uint64_t ticks = __rdtsc();
  _mm_lfence();
  return ticks;
}

/* Whether the counter ticks at one rate, asleep or awake. */
static int steady(void)
{
  static char text[1 << 14];
  int fd = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC);
  ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0) close(fd);
  text[length < 0 ? 0 : length] = 0;
  return strstr(text, " constant_tsc") && strstr(text, " nonstop_tsc");
}

#elif defined __aarch64__

static uint64_t counter(void)
{
  uint64_t ticks;
  __asm__ volatile("isb\n mrs %0, cntvct_el0\n isb" : "=r"(ticks) : : "memory");
  return ticks;
}

static int steady(void) { return 1; }

#else

static uint64_t counter(void) { return 0; }
static int steady(void) { return 0; }

#endif

void ticks_begin(void)
{
  if (!steady()) return;
  source = COUNTER;
  uint64_t wall = wall_nanos(), ticks = counter(), passed;
  do passed = wall_nanos() - wall; while (passed < CALIBRATION_NANOS);
  nanos_per_tick = (double)passed / (double)(counter() - ticks);
}

uint64_t ticks_now(void) { return source == COUNTER ? counter() : wall_nanos(); }
double ticks_nanos(double ticks) { return ticks * nanos_per_tick; }
const char *ticks_clock(void) { return source == COUNTER ? "counter" : "monotonic"; }
