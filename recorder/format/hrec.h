/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
 *
 * Writes .hrec, the recorder's binary form (byte by byte in docs/hrec.md), into a shared mapping of the
 * file, so that whatever is stored has been recorded, however the program ends.
 *
 * Included by the preload shim and by the Valgrind tool, which have no C library in common: this file calls
 * nothing but hrec_map() and hrec_unmap(), which the includer defines. Not thread-safe: the includer holds a lock.
 *
 * A record becomes visible with the store of its first byte, its last store. A block that is not sealed yet
 * therefore ends at its first zero byte, wherever the program was killed.
 */
#ifndef HREC_H
#define HREC_H

#include <stddef.h>
#include <stdint.h>

enum {
  HREC_VERSION = 1,
  HREC_FILE_HEADER = 16,  /* bytes before the first block */
  HREC_BLOCK_HEADER = 24, /* bytes before a block's payload */
  HREC_BLOCK = 1 << 16,   /* a block with its header is at most this long */
  HREC_WINDOW = 1 << 22,  /* bytes mapped at a time */
  HREC_PAGE = 1 << 16,    /* windows start at multiples of this, the largest page of any Linux */
  HREC_LONGEST = 32       /* no record is longer; the room a block keeps for the last one */
};

/* The first byte of a record: bits 7-6 the class of op, bits 5-3 its detail, bits 2-0 the bytes of the address less 1. */
enum {
  HREC_NEW = 1 << 3,
  HREC_FREE = 2 << 3,
  HREC_RESIZE = 3 << 3,
  HREC_STOP = 7 << 3,
  HREC_LOAD = 1 << 6,
  HREC_STORE = 2 << 6,
  HREC_MODIFY = 3 << 6,
  HREC_SIZED = 7 << 3 /* the detail of an access whose size follows */
};

/* Why a recording stops before its program does. */
enum { HREC_NO_SPACE = 1, HREC_NO_FILE = 2 };

struct hrec {
  unsigned char *at;       /* where the next record goes; NULL: nothing is being recorded */
  unsigned char *limit;    /* beyond this the open block is full */
  uint64_t previous;       /* the address that the next one is told relative to */
  uint64_t count;          /* records written, in all blocks */
  unsigned char *block;    /* the open block */
  uint64_t block_index;    /* index of its first record */
  unsigned char *window;   /* HREC_WINDOW bytes of the file */
  uint64_t window_offset;  /* in the file */
};

/* Maps HREC_WINDOW bytes of the file from a multiple of HREC_PAGE on, growing the file with zeros. NULL: it cannot grow. */
static unsigned char *hrec_map(struct hrec *h, uint64_t offset);
static void hrec_unmap(struct hrec *h, unsigned char *window);

/* ---- CRC-32C (Castagnoli), eight bytes a step ---- */

static uint32_t hrec_crc_table[8][256];

static inline void hrec_crc_prepare(void)
{
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int bit = 0; bit < 8; bit++) c = c >> 1 ^ (c & 1 ? 0x82F63B78u : 0);
    hrec_crc_table[0][i] = c;
  }
  for (uint32_t i = 0; i < 256; i++)
    for (int t = 1; t < 8; t++) {
      uint32_t c = hrec_crc_table[t - 1][i];
      hrec_crc_table[t][i] = c >> 8 ^ hrec_crc_table[0][c & 255];
    }
}

static inline uint32_t hrec_crc(uint32_t crc, const unsigned char *p, size_t n)
{
  crc = ~crc;
  for (; n >= 8; n -= 8, p += 8) {
    uint64_t w;
    __builtin_memcpy(&w, p, 8);
    w ^= crc;
    crc = 0;
    for (int t = 0; t < 8; t++) crc ^= hrec_crc_table[7 - t][w >> 8 * t & 255];
  }
  for (; n; n--, p++) crc = crc >> 8 ^ hrec_crc_table[0][(crc ^ *p) & 255];
  return ~crc;
}

/* ---- numbers ---- */

static inline void hrec_put32(unsigned char *p, uint32_t v) { __builtin_memcpy(p, &v, 4); }
static inline void hrec_put64(unsigned char *p, uint64_t v) { __builtin_memcpy(p, &v, 8); }

/* Bytes that hold a signed number in two's complement, less 1. */
static inline unsigned hrec_width(int64_t v)
{
  return (unsigned)(63 - __builtin_clzll((uint64_t)(v ^ v >> 63) << 1 | 1)) >> 3;
}

static inline unsigned char *hrec_varint(unsigned char *p, uint64_t v)
{
  for (; v > 127; v >>= 7) *p++ = (unsigned char)(v | 128);
  *p++ = (unsigned char)v;
  return p;
}

/* ---- blocks ---- */

static inline void hrec_open_block(struct hrec *h, unsigned char *p, char type)
{
  h->block = p;
  h->block_index = h->count;
  h->previous = 0;
  h->at = p + HREC_BLOCK_HEADER;
  h->limit = p + HREC_BLOCK - HREC_LONGEST;
  hrec_put64(p + 16, h->count);
  hrec_put32(p, 'h' | 'r' << 8 | 'b' << 16 | (uint32_t)type << 24);
}

/* The length goes last: until it is there the block counts as open. */
static inline void hrec_seal_block(struct hrec *h)
{
  unsigned char *p = h->block;
  uint32_t length = (uint32_t)(h->at - p - HREC_BLOCK_HEADER);
  unsigned char sealed[12];
  hrec_put32(sealed, length);
  hrec_put32(sealed + 4, (uint32_t)(h->count - h->block_index));
  __builtin_memcpy(p + 8, sealed + 4, 4);
  uint32_t crc = hrec_crc(hrec_crc(0, p, 4), sealed, 8);
  hrec_put32(p + 12, hrec_crc(crc, p + 16, 8 + length));
  __atomic_store_n((uint32_t *)(void *)(p + 4), length, __ATOMIC_RELEASE);
}

/* Ends the recording, telling why where the open block still can. */
static inline void hrec_stop(struct hrec *h, unsigned char reason)
{
  if (!h->at) return;
  h->at[1] = reason;
  __atomic_store_n(h->at, HREC_STOP, __ATOMIC_RELEASE);
  h->at = NULL;
}

/* Seals the open block and opens the next, in the next window if this one has no room. 0: the recording has ended. */
static __attribute__((noinline)) int hrec_next_block(struct hrec *h, char type)
{
  uint64_t used = ((uint64_t)(h->at - h->window) + 7) & ~7ull; /* blocks start at multiples of 8 */
  unsigned char *old = h->window;
  if (used + HREC_BLOCK > HREC_WINDOW) {
    uint64_t offset = h->window_offset + used;
    unsigned char *window = hrec_map(h, offset & ~(uint64_t)(HREC_PAGE - 1));
    if (!window) {
      hrec_stop(h, HREC_NO_SPACE);
      return 0;
    }
    hrec_seal_block(h);
    h->window = window;
    h->window_offset = offset & ~(uint64_t)(HREC_PAGE - 1);
    used = offset - h->window_offset;
    hrec_unmap(h, old);
  } else {
    hrec_seal_block(h);
  }
  hrec_open_block(h, h->window + used, type);
  return 1;
}

/* Starts a file: its header, then a head block of `key=value` lines. 0: it cannot be written. */
static inline int hrec_start(struct hrec *h, const char *lines, size_t length)
{
  static const unsigned char magic[12] = {0x89, 'H', 'R', 'E', 'C', '\r', '\n', 0x1A, HREC_VERSION, 0, 0, 0};
  size_t most = HREC_BLOCK - HREC_BLOCK_HEADER - HREC_LONGEST;
  hrec_crc_prepare();
  h->window = hrec_map(h, 0);
  if (!h->window) return 0;
  h->window_offset = 0;
  h->count = 0;
  __builtin_memcpy(h->window, magic, sizeof magic);
  hrec_open_block(h, h->window + HREC_FILE_HEADER, 'H');
  while (length > most) length--;
  for (size_t i = 0; i < length; i++) *h->at++ = (unsigned char)lines[i];
  return hrec_next_block(h, 'D');
}

/* ---- records ---- */

/* Room for one more record. */
static inline int hrec_room(struct hrec *h)
{
  if (__builtin_expect(h->at < h->limit, 1)) return h->at != NULL;
  return hrec_next_block(h, 'D');
}

static inline uint64_t hrec_low_bytes(int64_t v, unsigned width) /* of 1 to 7 bytes, width the number less 1 */
{
  return (uint64_t)v & ~0ull >> (56 - 8 * width);
}

/* Stores a first byte with an address, and what follows them before that. */
static inline void hrec_store(struct hrec *h, unsigned first, uint64_t address, const unsigned char *tail, unsigned length)
{
  int64_t delta = (int64_t)(address - h->previous);
  unsigned width = hrec_width(delta);
  unsigned char *p = h->at;
  hrec_put64(p + 1, width == 7 ? (uint64_t)delta : hrec_low_bytes(delta, width));
  for (unsigned i = 0; i < length; i++) p[2 + width + i] = tail[i];
  __atomic_store_n(p, (unsigned char)(first | width), __ATOMIC_RELEASE);
  h->at = p + 2 + width + length;
  h->previous = address;
  h->count++;
}

static inline void hrec_new(struct hrec *h, uint64_t address, uint64_t size)
{
  unsigned char tail[16];
  if (hrec_room(h)) hrec_store(h, HREC_NEW, address, tail, (unsigned)(hrec_varint(tail, size) - tail));
}

static inline void hrec_free(struct hrec *h, uint64_t address)
{
  if (hrec_room(h)) hrec_store(h, HREC_FREE, address, NULL, 0);
}

static inline void hrec_resize(struct hrec *h, uint64_t from, uint64_t to, uint64_t size)
{
  unsigned char tail[24];
  int64_t move = (int64_t)(to - from);
  if (!hrec_room(h)) return;
  unsigned char *end = hrec_varint(hrec_varint(tail, (uint64_t)move << 1 ^ (uint64_t)(move >> 63)), size);
  hrec_store(h, HREC_RESIZE, from, tail, (unsigned)(end - tail));
  h->previous = to;
}

/* The first byte, less the width of its address, of an access: HREC_SIZED if its size has no class of its own. */
static inline unsigned hrec_access_of(unsigned op, uint64_t size)
{
  for (unsigned detail = 0; detail < 7; detail++)
    if (size == 1ull << detail) return op | detail << 3;
  return op | HREC_SIZED;
}

/* An access of a size that has a class. One store of 8 bytes: this is the path that costs. */
static inline void hrec_access(struct hrec *h, unsigned first, uint64_t address)
{
  if (__builtin_expect(h->at >= h->limit, 0) && !hrec_next_block(h, 'D')) return;
  unsigned char *p = h->at;
  if (__builtin_expect(!p, 0)) return;
  int64_t delta = (int64_t)(address - h->previous);
  unsigned width = hrec_width(delta);
  if (__builtin_expect(width == 7, 0)) {
    hrec_store(h, first, address, NULL, 0);
    return;
  }
  hrec_put64(p, hrec_low_bytes(delta, width) << 8 | first | width);
  h->at = p + 2 + width;
  h->previous = address;
  h->count++;
}

static inline void hrec_sized_access(struct hrec *h, unsigned op, uint64_t address, uint64_t size)
{
  unsigned char tail[16];
  unsigned first = hrec_access_of(op, size);
  if (!hrec_room(h)) return;
  int sized = (first & HREC_SIZED) == HREC_SIZED;
  hrec_store(h, first, address, tail, sized ? (unsigned)(hrec_varint(tail, size) - tail) : 0);
}

#endif
