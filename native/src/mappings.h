/* SPDX-License-Identifier: Apache-2.0 */
/* The address space of a process: which ranges are mapped, and which of them may be written to. */
#ifndef MAPPINGS_H
#define MAPPINGS_H

#include <stddef.h>
#include <stdint.h>

enum access { UNMAPPED, RESERVED, WRITABLE };

/* Ranges of one access each, ascending, disjoint, no two that touch alike. */
struct range {
  uintptr_t from, to;
  enum access access;
};

/* As many as Linux lets a process have (vm.max_map_count), with room for one change in the middle of one. */
#define MAPPINGS_LIMIT (65536 + 2)

struct mappings {
  struct range *ranges;
  size_t count;
  uint64_t writable_bytes;
  uint64_t reserved_bytes; /* those that may not be written to */
  int overflowed;          /* more ranges than MAPPINGS_LIMIT: the bytes are wrong from then on */
};

void mappings_init(struct mappings *mappings);

/* Sets the access of [from, to), whatever it was. O(ranges). */
void mappings_set(struct mappings *mappings, uintptr_t from, uintptr_t to, enum access access);

/* The access of the range that holds an address. O(log ranges). */
enum access mappings_at(const struct mappings *mappings, uintptr_t address);

#endif
