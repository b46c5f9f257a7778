/* SPDX-License-Identifier: Apache-2.0 */
/* The functions that a replay calls: of the malloc library in this process, or three that do nothing. */
#ifndef CALLS_H
#define CALLS_H

#include <stddef.h>

struct calls {
  void *(*malloc)(size_t);
  void (*free)(void *);
  void *(*realloc)(void *, size_t);
  int (*memalign)(void **, size_t, size_t); /* posix_memalign; NULL where the library has none of its own */
  size_t (*usable)(void *); /* NULL where the library has no malloc_usable_size of its own */
  const char *file;         /* in which malloc lies, as the dynamic linker says */
};

/* The process' malloc; false unless malloc, free and realloc all lie in one file, which is then named. */
int calls_of_process(struct calls *calls);

/* The floor: a malloc that returns the same address always, and does nothing. Nobody may write there. */
struct calls calls_of_nothing(void);

#endif
