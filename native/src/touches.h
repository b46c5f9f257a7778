/* SPDX-License-Identifier: Apache-2.0 */
/* What the recorded program wrote to its blocks: a touches file, mapped. README.md describes the format. */
#ifndef TOUCHES_H
#define TOUCHES_H

#include "workload.h"

struct touches {
  const uint32_t *requests; /* ascending: after which request, from 0 */
  const uint32_t *slots;
  const uint64_t *from, *bytes; /* within the block in that slot */
  size_t count;
};

/* Maps a file and checks all of it against its workload, in O(touches). False when it is refused: then refusal holds why. */
int touches_open(struct touches *touches, const struct workload *w, const char *file, char *refusal, size_t refusal_bytes);

#endif
