/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "workload.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "arrays.h"
#include "mapped_file.h"

#define VERSION 1
#define CHECKSUM_AT 64
#define ALIGNMENTS 1u
#define THREADS 2u
#define CLOCKS 4u
#define MAX_LOG2_ALIGNMENT 30

struct header {
  char magic[8];
  uint32_t version;
  uint32_t flags;
  uint64_t op_count;
  uint64_t slot_count;
  uint64_t peak_live;
  uint64_t peak_request;
  uint64_t request_count;
  uint64_t file_bytes;
  uint64_t checksum;
};
_Static_assert(sizeof(struct header) == 72, "the header of version 1");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "columns are read as they lie in the file");

/* Where the columns behind that of sizes begin, and where the file ends. */
struct marks_at {
  uint64_t alignments, threads, clocks, end;
};

static struct marks_at marks_at(const struct header *header)
{
  uint64_t ops = header->op_count;
  struct marks_at at = {.alignments = mapped_file_aligned(mapped_file_aligned(72 + ops) + 4 * ops) + 8 * ops};
  at.threads = mapped_file_aligned(at.alignments + (header->flags & ALIGNMENTS ? ops : 0));
  at.clocks = mapped_file_aligned(at.threads + (header->flags & THREADS ? 4 * ops : 0));
  at.end = at.clocks + (header->flags & CLOCKS ? 8 * ops : 0);
  return at;
}

#define REFUSE(...) return snprintf(refusal, room, __VA_ARGS__), 0

static int check_header(const struct header *header, uint64_t bytes, const char *file, char *refusal, size_t room)
{
  if (bytes < sizeof *header || memcmp(header->magic, "rmallocW", 8)) REFUSE("%s@0x0: not a workload file", file);
  if (header->version != VERSION)
    REFUSE("%s@0x8: version %u; this program reads %d", file, header->version, VERSION);
  if (header->checksum != mapped_file_checksum((const unsigned char *)header, CHECKSUM_AT))
    REFUSE("%s@0x40: the header is damaged: its checksum differs", file);
  if (header->flags & ~(ALIGNMENTS | THREADS | CLOCKS)) REFUSE("%s@0xc: columns that this program does not read", file);
  if (header->file_bytes != bytes)
    REFUSE("%s@0x38: the file has %llu bytes, expected %llu", file, (unsigned long long)bytes,
           (unsigned long long)header->file_bytes);
  uint64_t ops = header->op_count;
  if (ops < 1 || ops > INT_MAX || marks_at(header).end != bytes)
    REFUSE("%s@0x10: %llu ops do not make a file of this length", file, (unsigned long long)ops);
  if (header->slot_count < 1 || header->slot_count > ops)
    REFUSE("%s@0x18: %llu slots for %llu ops", file, (unsigned long long)header->slot_count, (unsigned long long)ops);
  return 1;
}

static int known(uint8_t kind) { return is_request(kind) || kind == LOCK || kind == UNLOCK; }

/* Every op must be of a live block, or of a vacant slot if it is an N: a replay does not look again. */
static int check_ops(const struct workload *w, const char *file, char *refusal, size_t room)
{
  uint8_t *live = array_of(w->slot_count, 1);
  uint64_t requests = 0;
  for (size_t op = 0; op < w->op_count; op++) {
    uint8_t kind = w->kinds[op];
    uint32_t slot = w->slots[op];
    if (!known(kind)) REFUSE("%s: op %zu is of kind %u, which is none", file, op, kind);
    if (slot >= w->slot_count) REFUSE("%s: op %zu has slot %u of %zu", file, op, slot, w->slot_count);
    if (w->sizes[op] > INT64_MAX) REFUSE("%s: op %zu has a size above 2^63 - 1", file, op);
    if (w->alignments && w->alignments[op] > MAX_LOG2_ALIGNMENT)
      REFUSE("%s: op %zu has an alignment of 2^%u", file, op, w->alignments[op]);
    if (w->threads && w->threads[op] > INT32_MAX) REFUSE("%s: op %zu is of thread %u", file, op, w->threads[op]);
    if (live[slot] == (kind == NEW))
      REFUSE("%s: op %zu is of slot %u, which is %s", file, op, slot, live[slot] ? "taken" : "vacant");
    live[slot] = kind != FREE;
    requests += is_request(kind);
  }
  array_release(live, w->slot_count, 1);
  if (requests != w->request_count || w->peak_request >= requests)
    REFUSE("%s: %llu requests, expected %llu", file, (unsigned long long)requests, (unsigned long long)w->request_count);
  return 1;
}

int workload_open(struct workload *w, const char *file, char *refusal, size_t room)
{
  const unsigned char *bytes = NULL;
  uint64_t count = 0;
  if (!mapped_file_open(file, &bytes, &count)) REFUSE("%s: %s", file, strerror(errno));
  const struct header *header = (const struct header *)bytes;
  if (!check_header(header, count, file, refusal, room)) return 0;
  uint64_t slots_at = mapped_file_aligned(72 + header->op_count);
  struct marks_at at = marks_at(header);
  *w = (struct workload){
      .kinds = bytes + 72,
      .slots = (const uint32_t *)(bytes + slots_at),
      .sizes = (const uint64_t *)(bytes + mapped_file_aligned(slots_at + 4 * header->op_count)),
      .alignments = header->flags & ALIGNMENTS ? bytes + at.alignments : NULL,
      .threads = header->flags & THREADS ? (const uint32_t *)(bytes + at.threads) : NULL,
      .clocks = header->flags & CLOCKS ? (const uint64_t *)(bytes + at.clocks) : NULL,
      .op_count = header->op_count,
      .slot_count = header->slot_count,
      .peak_live = header->peak_live,
      .peak_request = header->peak_request,
      .request_count = header->request_count,
  };
  return check_ops(w, file, refusal, room);
}
