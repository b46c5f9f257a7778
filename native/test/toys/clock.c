/* SPDX-License-Identifier: Apache-2.0 */
/* Makes one page resident for each microsecond that goes by, by both clocks, since the library was initialised. */
#include "toy.h"

#include <sys/time.h>
#include <time.h>

#define START_SECONDS 1000000 /* when virtual time begins */

static char *blocks = (char *)1, *pages = (char *)1; /* not zero, so that this page is resident from the start */
static long begun = 1;

static long micros(void)
{
  struct timespec time;
  struct timeval day;
  clock_gettime(CLOCK_MONOTONIC, &time);
  gettimeofday(&day, NULL);
  long nanos = (time.tv_sec - START_SECONDS) * 1000000000 + time.tv_nsec;
  return day.tv_sec == time.tv_sec && day.tv_usec == time.tv_nsec / 1000 ? nanos / 1000 : -1;
}

__attribute__((constructor)) static void begin(void)
{
  blocks = map(RANGE);
  pages = map(RANGE);
  begun = micros();
}

void *malloc(size_t size)
{
  for (long page = micros(); page > begun; page--) pages[(size_t)page * PAGE] = 1;
  char *block = blocks;
  blocks += pages_of(size) * PAGE;
  return block;
}

void free(void *block) { (void)block; }
void *realloc(void *block, size_t size) { return block ? block : malloc(size); }
void *calloc(size_t count, size_t each) { return malloc(count * each); }
