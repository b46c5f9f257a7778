/* SPDX-License-Identifier: Apache-2.0
 *
 * `format_test`: unit tests of the writer; exits 0 if all hold.
 * `format_test N`: writes N pseudo-random records to standard output, as a recorder would leave them. HrecWriterTest
 * makes the same records and holds the bytes against those of the writer in Java.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../format/hrec.h"

enum { FILE_BYTES = 64 << 20 };

static unsigned char *file;
static uint64_t room = FILE_BYTES;

static int hrec_grow(struct hrec *h, uint64_t size)
{
  (void)h;
  return size <= room;
}

static unsigned char *hrec_map(struct hrec *h, uint64_t offset)
{
  (void)h;
  return file + offset;
}

static void hrec_unmap(struct hrec *h, unsigned char *window, uint64_t length) { (void)h, (void)window, (void)length; }

static uint64_t state = 88172645463325252u;

static uint64_t next(void) /* xorshift64 */
{
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

static uint64_t number(unsigned most_bits) { return next() >> (63 - next() % most_bits); }

static void record(struct hrec *h)
{
  static const unsigned ops[] = {HREC_LOAD, HREC_STORE, HREC_MODIFY};
  uint64_t kind = next() % 9;
  uint64_t address = number(64);
  if (kind == 0) hrec_new(h, address, number(63));
  else if (kind == 1) hrec_free(h, address);
  else if (kind == 2) {
    uint64_t to = number(64);
    hrec_resize(h, address, to, number(63));
  } else if (kind == 6) hrec_thread(h, (uint32_t)number(31));
  else if (kind == 7) hrec_clock(h, number(63));
  else if (kind == 8) {
    uint64_t size = number(63);
    hrec_aligned_new(h, address, size, 1 + next() % 62);
  } else {
    uint64_t size = next() % 2 ? 1ull << next() % 9 : number(63);
    unsigned first = hrec_access_of(ops[kind - 3], size);
    if ((first & HREC_SIZED) == HREC_SIZED) hrec_sized_access(h, ops[kind - 3], address, size);
    else hrec_access(h, first, address);
  }
}

static void generate(int count)
{
  struct hrec h = {0};
  hrec_start(&h, NULL, "recorder=test\n", 14);
  for (int i = 0; i < count; i++) record(&h);
  fwrite(file, 1, (size_t)(h.window_offset + (uint64_t)(h.at - h.window)), stdout);
}

static int failures;

static void expect(int holds, const char *what)
{
  if (!holds) printf("FAILED: %s\n", what), failures++;
}

static void check_numbers(void)
{
  unsigned char bytes[16];
  hrec_crc_prepare();
  expect(hrec_crc(0, (const unsigned char *)"123456789", 9) == 0xE3069283u, "CRC-32C of the usual digits");
  expect(hrec_width(0) == 0 && hrec_width(127) == 0 && hrec_width(-128) == 0, "one byte");
  expect(hrec_width(128) == 1 && hrec_width(-129) == 1, "two bytes");
  expect(hrec_width(INT64_MAX >> 8) == 6 && hrec_width((INT64_MAX >> 8) + 1) == 7, "seven and eight bytes");
  expect(hrec_width(INT64_MIN) == 7, "the least number");
  expect(hrec_varint(bytes, 300) == bytes + 2 && bytes[0] == 0xAC && bytes[1] == 2, "varint of 300");
  expect(hrec_varint(bytes, ~0ull) == bytes + 10, "the longest varint");
}

/* The example of docs/hrec.md. */
static void check_example(void)
{
  static const unsigned char example[] = {0x0B, 0x30, 0x00, 0xB0, 0x04, 0xD8, 0x03, 0x58, 0x08,
                                          0x10, 0xF8, 0x19, 0x00, 0x01, 0x40, 0x20};
  struct hrec h = {0};
  hrec_start(&h, NULL, "a=b\n", 4);
  hrec_new(&h, 0x04B00030, 472);
  hrec_access(&h, hrec_access_of(HREC_LOAD, 8), 0x04B00038);
  hrec_free(&h, 0x04B00030);
  hrec_resize(&h, 0x04B00130, 0x04B00150, 32);
  expect(!memcmp(h.block + HREC_BLOCK_HEADER, example, sizeof example), "the example's bytes");
  expect(h.at == h.block + HREC_BLOCK_HEADER + sizeof example, "the example's length");
}

static void check_full_disk(void)
{
  struct hrec h = {0};
  memset(file, 0, FILE_BYTES);
  room = 2 * HREC_WINDOW;
  hrec_start(&h, NULL, "a=b\n", 4);
  uint64_t told = 0;
  while (h.at && told < 10000000) hrec_new(&h, next(), 1), told++;
  expect(!h.at, "recording ends when there is no more room");
  expect(told > 500000, "and not before");
  uint64_t end = h.window_offset + (uint64_t)(h.block - h.window);
  unsigned char *last = file + end + HREC_BLOCK_HEADER;
  int stop = 0;
  for (int i = 0; i < HREC_BLOCK - HREC_BLOCK_HEADER; i++) stop |= last[i] == HREC_STOP && last[i + 1] == HREC_NO_SPACE;
  expect(stop, "and says so");
  hrec_new(&h, 1, 1);
  hrec_access(&h, HREC_LOAD, 1);
  expect(!h.at, "for good");
  room = FILE_BYTES;
}

static void check_marks(void)
{
  static const unsigned char example[] = {0x20, 0x40, 0x64, 0x0C, 0x28, 0x07, 0x32, 0x40, 0x42, 0x0F, 0x10, 0x00};
  struct hrec h = {0};
  hrec_start(&h, NULL, "a=b\n", 4);
  hrec_aligned_new(&h, 0x40, 100, 12);
  hrec_thread(&h, 7);
  hrec_clock(&h, 1000000);
  hrec_free(&h, 0x40);
  expect(!memcmp(h.block + HREC_BLOCK_HEADER, example, sizeof example), "an aligned block, a thread and a time");
  expect(h.count == 4, "each counts");
  expect(hrec_log2(0) == 0 && hrec_log2(1) == 0 && hrec_log2(2) == 1, "no alignment, and the least");
  expect(hrec_log2(4096) == 12 && hrec_log2(4097) == 13 && hrec_log2(~0ull) == 62, "the next power of two");
}

/* A file that goes on from another one says so in its first block, of which the length is fixed. */
static void check_history(void)
{
  static const char history[] = "file=7.0.hrec\nrecords=5\n";
  struct hrec h = {0};
  memset(file, 0, FILE_BYTES);
  hrec_start(&h, history, "a=b\n", 4);
  expect(file[8] == 2, "version 2");
  expect(!memcmp(file + 16, "hrbP", 4), "a history block comes first");
  expect(!memcmp(file + 40, history, sizeof history - 1), "it says from which file");
  expect(!memcmp(file + 40 + HREC_HISTORY, "hrbH", 4), "the head follows it");
}

/* A recording of little takes little, also while it is written. */
static void check_growth(void)
{
  struct hrec h = {0};
  memset(file, 0, FILE_BYTES);
  hrec_start(&h, NULL, "a=b\n", 4);
  expect(h.size <= 2 * HREC_BLOCK + HREC_PAGE, "a short file is short");
  for (int i = 0; i < 3000000; i++) hrec_free(&h, next());
  uint64_t used = h.window_offset + (uint64_t)(h.at - h.window);
  expect(h.size >= used && h.size <= used + used / 2 + 2 * HREC_BLOCK, "a long one is at most half as long again");
}

int main(int count, char **arguments)
{
  file = calloc(1, FILE_BYTES);
  if (!file) return 2;
  if (count > 1) {
    generate(atoi(arguments[1]));
    return 0;
  }
  check_numbers();
  check_example();
  check_full_disk();
  check_history();
  check_marks();
  check_growth();
  printf("format: %s\n", failures ? "FAILED" : "ok");
  return failures != 0;
}
