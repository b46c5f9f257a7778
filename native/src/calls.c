/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "calls.h"

#include <dlfcn.h>
#include <string.h>

/* Never inlined, so that the loop makes the same indirect calls as to a library. */
static void *malloc_nothing(size_t size)
{
  (void)size;
  return (void *)16;
}

static void free_nothing(void *block) { (void)block; }

static void *realloc_nothing(void *block, size_t size)
{
  (void)size;
  return block;
}

static int memalign_nothing(void **block, size_t alignment, size_t size)
{
  (void)alignment, (void)size;
  *block = (void *)16;
  return 0;
}

struct calls calls_of_nothing(void)
{
  return (struct calls){malloc_nothing, free_nothing, realloc_nothing, memalign_nothing, NULL, "none"};
}

static const char *file_of(void *function)
{
  Dl_info info;
  return function && dladdr(function, &info) && info.dli_fname ? info.dli_fname : "";
}

int calls_of_process(struct calls *calls)
{
  /* A function pointer and a void pointer are of one size wherever dlsym is. */
  *(void **)&calls->malloc = dlsym(RTLD_DEFAULT, "malloc");
  *(void **)&calls->free = dlsym(RTLD_DEFAULT, "free");
  *(void **)&calls->realloc = dlsym(RTLD_DEFAULT, "realloc");
  void *memalign = dlsym(RTLD_DEFAULT, "posix_memalign");
  void *usable = dlsym(RTLD_DEFAULT, "malloc_usable_size");
  calls->file = file_of(*(void **)&calls->malloc);
  if (strcmp(calls->file, file_of(*(void **)&calls->free)) || strcmp(calls->file, file_of(*(void **)&calls->realloc)))
    return 0;
  *(void **)&calls->memalign = strcmp(calls->file, file_of(memalign)) ? NULL : memalign;
  /* Another library's would be asked about blocks that it does not know. */
  *(void **)&calls->usable = strcmp(calls->file, file_of(usable)) ? NULL : usable;
  return 1;
}
