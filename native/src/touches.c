/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "touches.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "mapped_file.h"

#define VERSION 1
#define CHECKSUM_AT 40

struct header {
  char magic[8];
  uint32_t version, zero;
  uint64_t count;
  uint64_t request_count;
  uint64_t file_bytes;
  uint64_t checksum;
};
_Static_assert(sizeof(struct header) == 48, "the header of version 1");

#define REFUSE(...) return snprintf(refusal, room, __VA_ARGS__), 0

static uint64_t slots_at(uint64_t count) { return mapped_file_aligned(sizeof(struct header) + 4 * count); }

static uint64_t from_at(uint64_t count) { return mapped_file_aligned(slots_at(count) + 4 * count); }

static int check_header(const struct header *header, const struct workload *w, uint64_t bytes, const char *file, char *refusal,
                        size_t room)
{
  if (bytes < sizeof *header || memcmp(header->magic, "rmallocT", 8)) REFUSE("%s@0x0: not a touches file", file);
  if (header->version != VERSION) REFUSE("%s@0x8: version %u; this program reads %d", file, header->version, VERSION);
  if (header->checksum != mapped_file_checksum((const unsigned char *)header, CHECKSUM_AT))
    REFUSE("%s@0x28: the header is damaged: its checksum differs", file);
  if (header->count > UINT32_MAX || from_at(header->count) + 16 * header->count != bytes || header->file_bytes != bytes)
    REFUSE("%s@0x20: the file has %llu bytes, expected %llu", file, (unsigned long long)bytes,
           (unsigned long long)header->file_bytes);
  if (header->request_count != w->request_count)
    REFUSE("%s@0x18: of a workload of %llu requests, expected %llu", file, (unsigned long long)header->request_count,
           (unsigned long long)w->request_count);
  return 1;
}

static int check_touches(const struct touches *t, const struct workload *w, const char *file, char *refusal, size_t room)
{
  for (size_t i = 0; i < t->count; i++)
    if (t->requests[i] >= w->request_count || (i && t->requests[i] < t->requests[i - 1]) || t->slots[i] >= w->slot_count ||
        t->from[i] > INT64_MAX || t->bytes[i] > INT64_MAX)
      REFUSE("%s: touch %zu is out of order or out of range", file, i);
  return 1;
}

int touches_open(struct touches *t, const struct workload *w, const char *file, char *refusal, size_t room)
{
  const unsigned char *bytes = NULL;
  uint64_t length = 0;
  if (!mapped_file_open(file, &bytes, &length)) REFUSE("%s: %s", file, strerror(errno));
  const struct header *header = (const struct header *)bytes;
  if (!check_header(header, w, length, file, refusal, room)) return 0;
  size_t count = (size_t)header->count;
  *t = (struct touches){
      .requests = (const uint32_t *)(bytes + sizeof *header),
      .slots = (const uint32_t *)(bytes + slots_at(count)),
      .from = (const uint64_t *)(bytes + from_at(count)),
      .bytes = (const uint64_t *)(bytes + from_at(count) + 8 * count),
      .count = count,
  };
  return check_touches(t, w, file, refusal, room);
}
