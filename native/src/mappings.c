/* SPDX-License-Identifier: Apache-2.0 */
#include "mappings.h"

#include <string.h>

#include "arrays.h"

void mappings_init(struct mappings *mappings)
{
  memset(mappings, 0, sizeof *mappings);
  mappings->ranges = array_of(MAPPINGS_LIMIT, sizeof(struct range));
}

/* The first range that ends above an address. */
static size_t first_above(const struct mappings *m, uintptr_t address)
{
  size_t low = 0, high = m->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (m->ranges[middle].to > address)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

enum access mappings_at(const struct mappings *m, uintptr_t address)
{
  size_t at = first_above(m, address);
  return at < m->count && m->ranges[at].from <= address ? m->ranges[at].access : UNMAPPED;
}

static void tally(struct mappings *m, const struct range *range, int sign)
{
  uint64_t bytes = range->to - range->from;
  uint64_t *sum = range->access == WRITABLE ? &m->writable_bytes : &m->reserved_bytes;
  *sum += sign > 0 ? bytes : -bytes;
}

/* Replaces the ranges [first, last) by others. */
static void replace(struct mappings *m, size_t first, size_t last, const struct range *with, size_t count)
{
  if (m->count - (last - first) + count > MAPPINGS_LIMIT) {
    m->overflowed = 1;
    return;
  }
  for (size_t i = first; i < last; i++) tally(m, &m->ranges[i], -1);
  memmove(&m->ranges[first + count], &m->ranges[last], (m->count - last) * sizeof(struct range));
  memcpy(&m->ranges[first], with, count * sizeof(struct range));
  m->count += count - (last - first);
  for (size_t i = first; i < first + count; i++) tally(m, &m->ranges[i], 1);
}

static void append(struct range *ranges, size_t *count, struct range range)
{
  if (range.from >= range.to || range.access == UNMAPPED) return;
  struct range *before = *count ? &ranges[*count - 1] : NULL;
  if (before && before->to == range.from && before->access == range.access)
    before->to = range.to;
  else
    ranges[(*count)++] = range;
}

void mappings_set(struct mappings *m, uintptr_t from, uintptr_t to, enum access access)
{
  if (from >= to) return;
  size_t first = first_above(m, from ? from - 1 : 0); /* one that only touches may melt with the new one */
  size_t last = first;
  while (last < m->count && m->ranges[last].from <= to) last++;
  struct range with[3];
  size_t count = 0;
  if (first < last) {
    struct range left = m->ranges[first];
    if (left.to > from) left.to = from;
    append(with, &count, left);
  }
  append(with, &count, (struct range){from, to, access});
  if (first < last) {
    struct range right = m->ranges[last - 1];
    if (right.from < to) right.from = to;
    append(with, &count, right);
  }
  replace(m, first, last, with, count);
}
