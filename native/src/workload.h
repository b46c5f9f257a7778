/* SPDX-License-Identifier: Apache-2.0 */
/* A workload file, mapped: the columns that a replay reads. README.md describes the format. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

enum kind { NEW = 0, FREE = 1, RESIZE = 2, LOCK = 6, UNLOCK = 7 };

struct workload {
  const uint8_t *kinds;  /* by op */
  const uint32_t *slots; /* by op: below slot_count */
  const uint64_t *sizes; /* by op, in bytes */
  const uint8_t *alignments; /* by op: log2 of what an N asks for, up to 30; NULL: no N asks for any */
  const uint32_t *threads;   /* by op; NULL: all are of thread 0 */
  const uint64_t *clocks;    /* by op: the last time known, in nanoseconds since the start; NULL: none is */
  size_t op_count;       /* 1 or more */
  size_t slot_count;
  uint64_t peak_live;
  uint64_t peak_request; /* the first request, from 0, after which peak_live bytes are live */
  uint64_t request_count;
};

/* Maps a file and checks all of it, in O(ops). False when it is refused: then refusal holds why, in one line. */
int workload_open(struct workload *workload, const char *file, char *refusal, size_t refusal_bytes);

static inline int is_request(uint8_t kind) { return kind <= RESIZE; }

#endif
