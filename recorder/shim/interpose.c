/* SPDX-License-Identifier: Apache-2.0
 *
 * The preload shim: interposes malloc and its kin, hands each call on to whoever would have served it, and tells
 * the log (log.h). The real functions are RTLD_NEXT's, not glibc's by name: a program may bring jemalloc.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "deepbind.h"
#include "log.h"

#define EXPORT __attribute__((visibility("default")))

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_reallocarray)(void *, size_t, size_t);
static void *(*real_memalign)(size_t, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static int (*real_posix_memalign)(void **, size_t, size_t);
static void *(*real_valloc)(size_t);
static void *(*real_pvalloc)(size_t);
static void (*real_free)(void *);

/* Above 0 in an interposed call: what the allocator itself allocates is not the program's. */
static __thread int depth;

/* ---- bootstrap: dlsym() may allocate before we know with what. These blocks live for ever, unrecorded. ---- */

enum { BOOT_HEADER = 16 };

static char boot[16384] __attribute__((aligned(16)));
static size_t boot_used;
static int resolving;

static void *boot_alloc(size_t size)
{
  if (size > sizeof boot) return NULL;
  size_t bytes = BOOT_HEADER + ((size + 15) & ~(size_t)15);
  if (bytes > sizeof boot - boot_used) return NULL;
  char *block = boot + boot_used + BOOT_HEADER;
  boot_used += bytes;
  memcpy(block - BOOT_HEADER, &size, sizeof size);
  return block;
}

static int is_boot(const void *block)
{
  return (const char *)block >= boot && (const char *)block < boot + sizeof boot;
}

/* dlsym() is interposed, too: its own versions by number. */
void *deepbind_next(const char *name)
{
  void *found = dlvsym(RTLD_NEXT, name, "GLIBC_2.34");
  if (!found) found = dlvsym(RTLD_NEXT, name, "GLIBC_2.2.5");
  return found ? found : dlvsym(RTLD_NEXT, name, "GLIBC_2.17");
}

static void *(*find)(void *, const char *);

static void *real(const char *name) { return find(RTLD_NEXT, name); }

__attribute__((constructor)) static void resolve(void)
{
  if (log_mode != LOG_UNSET || resolving) return;
  resolving = 1;
  *(void **)&find = deepbind_next("dlsym");
  *(void **)&real_calloc = real("calloc");
  *(void **)&real_malloc = real("malloc");
  *(void **)&real_realloc = real("realloc");
  *(void **)&real_reallocarray = real("reallocarray");
  *(void **)&real_memalign = real("memalign");
  *(void **)&real_aligned_alloc = real("aligned_alloc");
  *(void **)&real_posix_memalign = real("posix_memalign");
  *(void **)&real_valloc = real("valloc");
  *(void **)&real_pvalloc = real("pvalloc");
  *(void **)&real_free = real("free");
  log_start();
  resolving = 0;
}

/* Whether the call came before there was anything to hand it on to. */
static int is_early(void)
{
  if (__builtin_expect(log_mode != LOG_UNSET, 1)) return 0;
  if (resolving) return 1;
  resolve();
  return 0;
}

/* ---- brackets ---- */

static void enter(void)
{
  if (depth++ == 0) log_enter();
}

static void *born(void *block, size_t size)
{
  if (depth == 1) {
    if (block) log_new(block, size);
    else log_leave();
  }
  depth--;
  return block;
}

static void *born_aligned(void *block, size_t size, size_t alignment)
{
  if (depth == 1) {
    if (block) log_aligned_new(block, size, alignment);
    else log_leave();
  }
  depth--;
  return block;
}

/* ---- the interposed functions ---- */

EXPORT void *malloc(size_t size)
{
  if (is_early()) return boot_alloc(size);
  enter();
  return born(real_malloc(size), size);
}

EXPORT void *calloc(size_t count, size_t size)
{
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  if (is_early()) return boot_alloc(bytes); /* static storage is zero */
  enter();
  return born(real_calloc(count, size), bytes);
}

EXPORT void free(void *block)
{
  if (!block || is_boot(block) || is_early()) return;
  int error = errno;
  if (depth++ == 0) log_free(block);
  real_free(block);
  if (depth == 1) log_leave();
  depth--;
  errno = error; /* as POSIX.1-2024 wants of free, and every libc since 2021 does */
}

static void *boot_realloc(void *block, size_t size)
{
  size_t old;
  memcpy(&old, (char *)block - BOOT_HEADER, sizeof old);
  void *copy = malloc(size);
  return copy ? memcpy(copy, block, old < size ? old : size) : NULL;
}

static void *resize(void *block, size_t size)
{
  if (depth++) {
    void *inner = real_realloc(block, size);
    depth--;
    return inner;
  }
  uintptr_t from = (uintptr_t)block;
  int begun = log_resize_begin();
  void *to = real_realloc(block, size);
  int error = errno;
  log_resize_end(begun, from, to, size);
  depth--;
  errno = error;
  return to;
}

EXPORT void *realloc(void *block, size_t size)
{
  if (!block) return malloc(size);
  if (is_boot(block)) return boot_realloc(block, size);
  return is_early() ? NULL : resize(block, size);
}

EXPORT void *reallocarray(void *block, size_t count, size_t size)
{
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(block, bytes);
}

EXPORT void *memalign(size_t alignment, size_t size)
{
  if (is_early()) return NULL;
  enter();
  return born_aligned(real_memalign(alignment, size), size, alignment);
}

EXPORT void *aligned_alloc(size_t alignment, size_t size)
{
  if (is_early()) return NULL;
  enter();
  return born_aligned(real_aligned_alloc(alignment, size), size, alignment);
}

EXPORT int posix_memalign(void **out, size_t alignment, size_t size)
{
  if (is_early()) return ENOMEM;
  enter();
  int failed = real_posix_memalign(out, alignment, size);
  born_aligned(failed ? NULL : *out, size, alignment);
  return failed;
}

EXPORT void *valloc(size_t size)
{
  if (is_early()) return NULL;
  enter();
  return born_aligned(real_valloc(size), size, (size_t)sysconf(_SC_PAGESIZE));
}

/* The program may use all of the last page. */
EXPORT void *pvalloc(size_t size)
{
  if (is_early()) return NULL;
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  enter();
  return born_aligned(real_pvalloc(size), (size + page - 1) & ~(page - 1), page);
}

/* C23. */
EXPORT void free_sized(void *block, size_t size)
{
  (void)size;
  free(block);
}

EXPORT void free_aligned_sized(void *block, size_t alignment, size_t size)
{
  (void)alignment, (void)size;
  free(block);
}

/* ---- references that were bound past us ---- */

uintptr_t deepbind_ours(const char *name, uintptr_t bound, int lazy)
{
  static const struct {
    const char *name;
    void *ours;
    void *real;
  } all[] = {
    {"malloc", (void *)malloc, &real_malloc},
    {"calloc", (void *)calloc, &real_calloc},
    {"realloc", (void *)realloc, &real_realloc},
    {"reallocarray", (void *)reallocarray, &real_reallocarray},
    {"memalign", (void *)memalign, &real_memalign},
    {"aligned_alloc", (void *)aligned_alloc, &real_aligned_alloc},
    {"posix_memalign", (void *)posix_memalign, &real_posix_memalign},
    {"valloc", (void *)valloc, &real_valloc},
    {"pvalloc", (void *)pvalloc, &real_pvalloc},
    {"free", (void *)free, &real_free},
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (!strcmp(name, all[i].name)) return lazy || *(uintptr_t *)all[i].real == bound ? (uintptr_t)all[i].ours : 0;
  return 0;
}
