/* SPDX-License-Identifier: Apache-2.0 */
/* The hot loop: for throughput and for instructions. */
#ifndef LOOP_H
#define LOOP_H

#include "calls.h"
#include "workload.h"

/*
 * Replays the ops [from, to). cells: by slot, the live block. Returns `to`, or the op whose block the library refused.
 * A lock reads its cell, as a program holds a pointer; an unlock does nothing.
 */
size_t loop_replay(const struct calls *calls, const struct workload *w, void **cells, size_t from, size_t to);

/* The same for one op, where each is timed: whether it was met. */
int loop_step(const struct calls *calls, const struct workload *w, void **cells, size_t op);

/* Frees what is live. */
void loop_free_all(const struct calls *calls, void **cells, size_t slot_count);

/*
 * The size to ask realloc for. realloc(p, 0) frees the block in most libraries, while an R of 0 bytes keeps it alive, so
 * such an R asks for 1.
 */
static inline size_t resize_to(uint64_t size) { return size ? size : 1; }

#endif
