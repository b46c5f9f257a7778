/* SPDX-License-Identifier: Apache-2.0 */
#include "loop.h"

/* NULL also where the library aligns nothing: it does not finish such a trace. */
static __attribute__((noinline)) void *allocate_aligned(const struct calls *calls, size_t size, unsigned log2)
{
  void *block = NULL;
  size_t alignment = (size_t)1 << log2;
  if (alignment < sizeof(void *)) alignment = sizeof(void *); /* POSIX takes no less */
  return calls->memalign && calls->memalign(&block, alignment, size) == 0 ? block : NULL;
}

static inline __attribute__((always_inline)) int step(const struct calls *calls, const struct workload *w,
                                                      void **cells, size_t op)
{
  void **cell = &cells[w->slots[op]];
  switch (w->kinds[op]) {
    case NEW: {
      unsigned log2 = w->alignments ? w->alignments[op] : 0;
      void *block = log2 ? allocate_aligned(calls, w->sizes[op], log2) : calls->malloc(w->sizes[op]);
      *cell = block;
      return block || !w->sizes[op]; /* a malloc(0) may return NULL, which free and realloc take */
    }
    case FREE:
      calls->free(*cell);
      *cell = NULL;
      return 1;
    case RESIZE: {
      void *block = calls->realloc(*cell, resize_to(w->sizes[op]));
      if (!block) return 0; /* the old block lives on */
      *cell = block;
      return 1;
    }
    case LOCK: __asm__ volatile("" : : "r"(*cell)); return 1; /* the pointer is loaded, and not optimised away */
    default: return 1;
  }
}

__attribute__((noinline)) size_t loop_replay(const struct calls *calls, const struct workload *workload, void **cells,
                                             size_t from, size_t to)
{
  const struct calls own = *calls;
  const struct workload w = *workload;
  for (size_t op = from; op < to; op++)
    if (!step(&own, &w, cells, op)) return op;
  return to;
}

int loop_step(const struct calls *calls, const struct workload *w, void **cells, size_t op)
{
  return step(calls, w, cells, op);
}

void loop_free_all(const struct calls *calls, void **cells, size_t slot_count)
{
  for (size_t slot = 0; slot < slot_count; slot++)
    if (cells[slot]) {
      calls->free(cells[slot]);
      cells[slot] = NULL;
    }
}
