// SPDX-License-Identifier: Apache-2.0
// A contender of benchmarks/paired in C: replays a workload file (native/README.md) as ByAddressReplay does in Java, op by op from the
// same columns, with one table of pointers and the same checksum. Answers each line on standard input, a number of passes, with
// the minimum nanoseconds of CPU time an op, and the checksum.
//
//   replay WORKLOAD
//
// With DLMALLOC, the path of Doug Lea's malloc.c in quotes, it is compiled in, over an arena of twice the peak of live bytes, which
// is zeroed before each pass, as Java's is. Without, it calls the malloc of the process, such as a library's that is preloaded.
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

static char *arena; // what addresses count from

#ifdef DLMALLOC
static size_t arena_bytes;
static size_t arena_taken;

static void *arena_more(ptrdiff_t bytes) {
  if (bytes < 0 || (size_t)bytes > arena_bytes - arena_taken) return (void *)-1;
  arena_taken += (size_t)bytes;
  return arena + arena_taken - bytes;
}

#define USE_DL_PREFIX 1
#define HAVE_MMAP 0
#define HAVE_MREMAP 0
#define MORECORE arena_more
#define MORECORE_CONTIGUOUS 1
#define MORECORE_CANNOT_TRIM 1
#define NO_MALLINFO 1
#include DLMALLOC
#define allocate dlmalloc
#define resize dlrealloc
#define release dlfree
#else
#define allocate malloc
#define resize realloc
#define release free
#endif

// The start of a workload file.
struct header {
  char magic[8];
  uint32_t version, flags;
  uint64_t ops, slots, peak_live, peak_request, requests, file_bytes, checksum;
};

enum { NEW = 0, FREE = 1, RESIZE = 2, LOCK = 6, UNLOCK = 7, SLACK = 1 << 16 };

static const struct header *workload;
static const uint8_t *kinds;
static const uint32_t *slots;
static const int64_t *sizes;
static char **pointers; // by slot

static void refuse(const char *what) {
  fprintf(stderr, "replay: %s\n", what);
  exit(2);
}

static void *map(size_t bytes) {
  void *mapped = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) refuse("no memory");
  return mapped;
}

static uint64_t aligned(uint64_t offset) { return (offset + 7) & ~(uint64_t)7; }

static void read_workload(const char *file) {
  struct stat facts;
  int from = open(file, O_RDONLY);
  if (from < 0 || fstat(from, &facts) < 0) refuse("the workload file cannot be opened");
  char *bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, from, 0);
  workload = (const struct header *)bytes;
  if (bytes == MAP_FAILED || (size_t)facts.st_size < sizeof *workload || memcmp(bytes, "rmallocW", 8) != 0 ||
      workload->version != 1)
    refuse("found no workload file of version 1");
  if (workload->flags & 1) refuse("the workload asks for alignments, which this program does not replay");
  kinds = (const uint8_t *)(bytes + sizeof *workload);
  uint64_t slots_at = aligned(sizeof *workload + workload->ops);
  slots = (const uint32_t *)(bytes + slots_at);
  sizes = (const int64_t *)(bytes + aligned(slots_at + 4 * workload->ops));
}

// HandleAndAddressChecksum.mix
static uint64_t mix(uint64_t sum, const char *pointer) {
  uint64_t mixed = (sum ^ (uint64_t)(pointer - arena)) * 0xD1342543DE82EF95u;
  return mixed ^ mixed >> 29;
}

// ByAddressReplay.advance; returns the ops met.
static __attribute__((noinline)) size_t replay(size_t ops, uint64_t *trail) {
  uint64_t sum = 0x9E3779B97F4A7C15u;
  size_t op = 0;
  for (; op < ops; op++) {
    uint32_t slot = slots[op];
    switch (kinds[op]) {
      case NEW: {
        char *pointer = allocate((size_t)sizes[op]);
        if (pointer == NULL) goto stopped;
        pointers[slot] = pointer;
        sum = mix(sum, pointer);
        break;
      }
      case FREE:
        release(pointers[slot]);
        break;
      case RESIZE: {
        char *pointer = resize(pointers[slot], (size_t)sizes[op]);
        if (pointer == NULL) goto stopped;
        pointers[slot] = pointer;
        break;
      }
      case LOCK:
        sum = mix(sum, pointers[slot]);
        break;
      case UNLOCK:
        break;
      default:
        refuse("an op is of an unknown kind");
    }
  }
stopped:
  *trail = sum;
  return op;
}

#ifdef DLMALLOC
static void prepare(void) {
  memset(arena, 0, arena_bytes);
  memset(&_gm_, 0, sizeof _gm_);
  arena_taken = 0;
}

static void free_all(void) {}
#else
static void prepare(void) {}

static void free_all(void) {
  static char *live;
  if (live == NULL) live = map(workload->slots);
  memset(live, 0, workload->slots);
  for (size_t op = 0; op < workload->ops; op++) {
    if (kinds[op] == NEW || kinds[op] == FREE) live[slots[op]] = kinds[op] == NEW;
  }
  for (size_t slot = 0; slot < workload->slots; slot++) {
    if (live[slot]) release(pointers[slot]);
  }
}
#endif

static double cpu_nanos(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

// The minimum that reading the clock twice takes.
static double clock_nanos(void) {
  double minimum = 1e9;
  for (int i = 0; i < 100000; i++) {
    double start = cpu_nanos(), taken = cpu_nanos() - start;
    if (taken < minimum) minimum = taken;
  }
  return minimum;
}

static double pass(double clock, uint64_t *trail) {
  prepare();
  double start = cpu_nanos();
  size_t met = replay(workload->ops, trail);
  double taken = cpu_nanos() - start - clock;
  if (met < workload->ops) refuse("the heap is too small");
  free_all();
  return taken / (double)met;
}

int main(int count, char **arguments) {
  if (count != 2) refuse("expected WORKLOAD");
  read_workload(arguments[1]);
  pointers = map(workload->slots * sizeof *pointers);
#ifdef DLMALLOC
  arena_bytes = (size_t)aligned(2 * workload->peak_live) + SLACK;
  arena = map(arena_bytes);
#endif
  double clock = clock_nanos();
  char line[32];
  while (fgets(line, sizeof line, stdin)) {
    uint64_t trail = 0;
    double minimum = pass(clock, &trail);
    for (int left = atoi(line) - 1; left > 0; left--) {
      double taken = pass(clock, &trail);
      if (taken < minimum) minimum = taken;
    }
    printf("%.4f %016" PRIx64 "\n", minimum, trail);
    fflush(stdout);
  }
}
