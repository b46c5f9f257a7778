/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
 *
 * Writes .hrec, the recorder's binary form (byte by byte in docs/hrec.md), into a shared mapping of the
 * file, so that whatever is stored has been recorded, however the program ends.
 *
 * Included by the preload shim and by the Valgrind tool, which have no C library in common: this file calls
 * nothing but hrec_grow(), hrec_map() and hrec_unmap(), which the includer defines. Not thread-safe: the includer holds a lock.
 *
 * A record becomes visible with the store of its first byte, its last store. A block that is not sealed yet
 * therefore ends at its first zero byte, wherever the program was killed.
 */
#ifndef HREC_H
#define HREC_H

#include <stddef.h>
#include <stdint.h>

enum {
  HREC_VERSION = 2,       /* with threads, times and alignments; 1 is without, and is written no more */
  HREC_FILE_HEADER = 16,  /* bytes before the first block */
  HREC_BLOCK_HEADER = 24, /* bytes before a block's payload */
  HREC_BLOCK = 1 << 16,   /* a block with its header is at most this long */
  HREC_WINDOW = 1 << 22,  /* bytes mapped at a time */
  HREC_PAGE = 1 << 16,    /* windows start at multiples of this, the largest page of any Linux */
  HREC_LONGEST = 32,      /* no record is longer; the room a block keeps for the last one */
  HREC_END = 1 << 12,     /* bytes kept behind the last block, for what is said of the recording when it has ended */
  HREC_HISTORY = 1024     /* bytes of the payload of a history block, line feeds at its end: room for another name */
};

/* The first byte of a record: bits 7-6 the class of op, bits 5-3 its detail, bits 2-0 the bytes of the address less 1. */
enum {
  HREC_NEW = 1 << 3,
  HREC_FREE = 2 << 3,
  HREC_RESIZE = 3 << 3,
  HREC_ALIGNED_NEW = 4 << 3,
  HREC_THREAD = 5 << 3,
  HREC_CLOCK = 6 << 3,
  HREC_STOP = 7 << 3,
  HREC_LOAD = 1 << 6,
  HREC_STORE = 2 << 6,
  HREC_MODIFY = 3 << 6,
  HREC_SIZED = 7 << 3 /* the detail of an access whose size follows */
};

/* Why a recording stops before its program does. */
enum { HREC_NO_SPACE = 1, HREC_NO_FILE = 2, HREC_NO_CALLS = 3, HREC_NO_HISTORY = 4 };

struct hrec {
  unsigned char *at;       /* where the next record goes; NULL: nothing is being recorded */
  unsigned char *limit;    /* beyond this the open block is full */
  uint64_t previous;       /* the address that the next one is told relative to */
  uint64_t count;          /* records written, in all blocks */
  unsigned char *block;    /* the open block */
  uint64_t block_index;    /* index of its first record */
  unsigned char *window;   /* a part of the file */
  uint64_t window_length;  /* HREC_WINDOW, unless the includer has mapped more */
  uint64_t window_offset;  /* in the file */
  uint64_t size;           /* of the file: the window may be longer, and may not be touched behind this */
  unsigned char stops_for; /* why the file cannot grow, if it is not for want of space */
};

/* Makes the file so long, with zeros. 0: it cannot be. */
static int hrec_grow(struct hrec *h, uint64_t size);

/* Maps HREC_WINDOW bytes of the file from a multiple of HREC_PAGE on. NULL: it cannot. */
static unsigned char *hrec_map(struct hrec *h, uint64_t offset);
static void hrec_unmap(struct hrec *h, unsigned char *window, uint64_t length);

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

/* Makes the file longer than needed by half of what it has, up to a window: so it grows rarely, and stays small if it is. */
static inline int hrec_reserve(struct hrec *h, uint64_t needed)
{
  if (needed <= h->size) return 1;
  uint64_t ahead = h->size / 2 > HREC_WINDOW ? HREC_WINDOW : h->size / 2;
  uint64_t wanted = (needed + ahead + HREC_PAGE - 1) & ~(uint64_t)(HREC_PAGE - 1);
  if (!hrec_grow(h, wanted)) {
    if (!hrec_grow(h, needed)) return 0;
    wanted = needed;
  }
  h->size = wanted;
  return 1;
}

/* Goes on in another mapping of the same part of the file, or of one that begins as it does. */
static inline void hrec_move_to(struct hrec *h, unsigned char *window)
{
  ptrdiff_t moved = window - h->window;
  h->window = window;
  h->block += moved;
  h->at += moved;
  h->limit += moved;
}

/* The next window, which starts with the page that an offset is in. NULL: the file cannot grow. */
static inline unsigned char *hrec_next_window(struct hrec *h, uint64_t offset)
{
  return hrec_reserve(h, offset + HREC_BLOCK + HREC_END) ? hrec_map(h, offset & ~(uint64_t)(HREC_PAGE - 1)) : NULL;
}

/* Seals the open block and opens the next, in the next window if this one has no room. 0: the recording has ended. */
static __attribute__((noinline)) int hrec_next_block(struct hrec *h, char type)
{
  uint64_t used = ((uint64_t)(h->at - h->window) + 7) & ~7ull; /* blocks start at multiples of 8 */
  uint64_t offset = h->window_offset + used;
  int fits = used + HREC_BLOCK <= h->window_length;
  unsigned char *next = fits ? h->window : hrec_next_window(h, offset);
  if (!next || !hrec_reserve(h, offset + HREC_BLOCK + HREC_END)) {
    hrec_stop(h, h->stops_for ? h->stops_for : HREC_NO_SPACE);
    return 0;
  }
  hrec_seal_block(h);
  if (!fits) {
    hrec_unmap(h, h->window, h->window_length);
    h->window = next;
    h->window_offset = offset & ~(uint64_t)(HREC_PAGE - 1);
    h->window_length = HREC_WINDOW;
  }
  hrec_open_block(h, h->window + (offset - h->window_offset), type);
  return 1;
}

/* Fills the open block with text, as much as there is room. */
static inline void hrec_text(struct hrec *h, const char *lines, size_t length)
{
  while (length > (size_t)(h->limit - h->at)) length--;
  for (size_t i = 0; i < length; i++) *h->at++ = (unsigned char)lines[i];
}

/* Starts a file: its header, then a head block of `key=value` lines; before that, if the records go on from those of
 * another file, a history block, which says from which. 0: it cannot be written. */
static inline int hrec_start(struct hrec *h, const char *history, const char *lines, size_t length)
{
  static const unsigned char magic[8] = {0x89, 'H', 'R', 'E', 'C', '\r', '\n', 0x1A};
  hrec_crc_prepare();
  h->size = 0;
  h->count = 0;
  h->window_offset = 0;
  h->window_length = HREC_WINDOW;
  h->window = hrec_next_window(h, 0);
  if (!h->window) return 0;
  __builtin_memcpy(h->window, magic, sizeof magic);
  hrec_put32(h->window + 8, HREC_VERSION);
  hrec_open_block(h, h->window + HREC_FILE_HEADER, history ? 'P' : 'H');
  if (history) {
    size_t told = 0;
    while (history[told]) told++;
    hrec_text(h, history, told);
    while (h->at < h->block + HREC_BLOCK_HEADER + HREC_HISTORY) *h->at++ = '\n';
    if (!hrec_next_block(h, 'H')) return 0;
  }
  hrec_text(h, lines, length);
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

/* Begins a record: stores a number behind the place of its first byte, and returns where what follows it goes. `width` is
 * that of the number, less 1. */
static inline unsigned char *hrec_begin(struct hrec *h, int64_t number, unsigned *width)
{
  *width = hrec_width(number);
  hrec_put64(h->at + 1, *width == 7 ? (uint64_t)number : hrec_low_bytes(number, *width));
  return h->at + 2 + *width;
}

/* Ends it in front of `end`. Its first byte is the last one to be stored. */
static inline void hrec_end(struct hrec *h, unsigned first, unsigned char *end)
{
  __atomic_store_n(h->at, (unsigned char)first, __ATOMIC_RELEASE);
  h->at = end;
  h->count++;
}

/* A record of a number alone. */
static inline void hrec_number(struct hrec *h, unsigned first, int64_t number)
{
  unsigned width;
  if (!hrec_room(h)) return;
  unsigned char *end = hrec_begin(h, number, &width);
  hrec_end(h, first | width, end);
}

/* Begins a record with an address: that less the one before. */
static inline unsigned char *hrec_begin_address(struct hrec *h, uint64_t address, unsigned *width)
{
  int64_t delta = (int64_t)(address - h->previous);
  h->previous = address;
  return hrec_begin(h, delta, width);
}

/* The thread of the records from here on. */
static inline void hrec_thread(struct hrec *h, uint32_t thread) { hrec_number(h, HREC_THREAD, thread); }

/* How long the program has been running. */
static inline void hrec_clock(struct hrec *h, uint64_t nanoseconds) { hrec_number(h, HREC_CLOCK, (int64_t)nanoseconds); }

/* Log2 of an alignment as malloc libraries take it: the next power of two; 0 for none. */
static inline unsigned hrec_log2(uint64_t alignment)
{
  return alignment < 2 ? 0 : alignment > 1ull << 62 ? 62 : 64 - (unsigned)__builtin_clzll(alignment - 1);
}

static inline void hrec_new(struct hrec *h, uint64_t address, uint64_t size)
{
  unsigned width;
  if (!hrec_room(h)) return;
  unsigned char *end = hrec_begin_address(h, address, &width);
  hrec_end(h, HREC_NEW | width, hrec_varint(end, size));
}

static inline void hrec_aligned_new(struct hrec *h, uint64_t address, uint64_t size, unsigned log2_alignment)
{
  unsigned width;
  if (!hrec_room(h)) return;
  unsigned char *end = hrec_varint(hrec_begin_address(h, address, &width), size);
  *end++ = (unsigned char)log2_alignment;
  hrec_end(h, HREC_ALIGNED_NEW | width, end);
}

static inline void hrec_free(struct hrec *h, uint64_t address)
{
  unsigned width;
  if (!hrec_room(h)) return;
  unsigned char *end = hrec_begin_address(h, address, &width);
  hrec_end(h, HREC_FREE | width, end);
}

static inline void hrec_resize(struct hrec *h, uint64_t from, uint64_t to, uint64_t size)
{
  unsigned width;
  int64_t move = (int64_t)(to - from);
  if (!hrec_room(h)) return;
  unsigned char *end = hrec_begin_address(h, from, &width);
  end = hrec_varint(hrec_varint(end, (uint64_t)move << 1 ^ (uint64_t)(move >> 63)), size);
  hrec_end(h, HREC_RESIZE | width, end);
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
    unsigned char *end = hrec_begin_address(h, address, &width);
    hrec_end(h, first | width, end);
    return;
  }
  hrec_put64(p, hrec_low_bytes(delta, width) << 8 | first | width);
  h->at = p + 2 + width;
  h->previous = address;
  h->count++;
}

static inline void hrec_sized_access(struct hrec *h, unsigned op, uint64_t address, uint64_t size)
{
  unsigned width;
  unsigned first = hrec_access_of(op, size);
  if (!hrec_room(h)) return;
  unsigned char *end = hrec_begin_address(h, address, &width);
  hrec_end(h, first | width, (first & HREC_SIZED) == HREC_SIZED ? hrec_varint(end, size) : end);
}

#endif
