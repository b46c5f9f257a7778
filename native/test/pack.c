/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes a workload file from lines `N slot size [log2 of its alignment]`, `F slot`, `R slot size`, `L slot`, `U slot`, and between them
 * `T thread` and `C nanoseconds`, on standard input; with the word `touches` a touches file from lines `N`, `F` and `R` of a workload and `S slot
 * from bytes`. A second writer of the formats, by their description in README.md.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_OPS (1 << 20)

static uint8_t kinds[MOST_OPS], alignments[MOST_OPS], aligned;
static uint32_t slots[MOST_OPS];
static uint64_t sizes[MOST_OPS], live[MOST_OPS];
static uint32_t threads[MOST_OPS], thread, has_threads;
static uint64_t clocks[MOST_OPS], now_nanos, has_clocks;
static uint64_t ops, slot_count, requests, now, peak, peak_request;

static void add(char kind, uint32_t slot, uint64_t size, uint8_t log2)
{
  const char *at = strchr("NFR---LU", kind);
  kinds[ops] = (uint8_t)(at - "NFR---LU");
  slots[ops] = slot;
  alignments[ops] = log2;
  aligned |= log2 > 0;
  threads[ops] = thread;
  clocks[ops] = now_nanos;
  sizes[ops] = kind == 'F' ? live[slot] : size;
  if (slot >= slot_count) slot_count = slot + 1;
  if (kind == 'N' || kind == 'R' || kind == 'F') {
    uint64_t after = kind == 'F' ? 0 : size;
    now += after - live[slot];
    live[slot] = after;
    if (now > peak) peak = now, peak_request = requests;
    requests++;
  }
  ops++;
}

static void put(const void *bytes, size_t count) { fwrite(bytes, 1, count, stdout); }

static void pad(uint64_t written) { put("\0\0\0\0\0\0\0", (8 - written % 8) % 8); }

static uint64_t checksum(const void *bytes, int count)
{
  uint64_t sum = 0xCBF29CE484222325u;
  for (int i = 0; i < count; i++) sum = (sum ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
  return sum;
}

static uint64_t padded(uint64_t bytes) { return (bytes + 7) / 8 * 8; }

static void column(const void *bytes, uint64_t count)
{
  put(bytes, count);
  pad(count);
}

static void mark(char kind, uint64_t value)
{
  if (kind == 'T') thread = (uint32_t)value, has_threads = 1;
  if (kind == 'C') now_nanos = value, has_clocks = 1;
}

static void write_workload(void)
{
  struct {
    char magic[8];
    uint32_t version, flags;
    uint64_t numbers[6], checksum;
  } header = {"", 1, aligned | (has_threads ? 2 : 0) | (has_clocks ? 4 : 0), {ops, slot_count, peak, peak_request, requests, 0}, 0};
  header.numbers[5] = 72 + padded(ops) + padded(4 * ops) + 8 * ops + (aligned ? padded(ops) : 0) +
                      (has_threads ? padded(4 * ops) : 0) + (has_clocks ? 8 * ops : 0);
  memcpy(header.magic, "rmallocW", 8);
  header.checksum = checksum(&header, 64);
  put(&header, sizeof header);
  column(kinds, ops);
  column(slots, 4 * ops);
  column(sizes, 8 * ops);
  if (aligned) column(alignments, ops);
  if (has_threads) column(threads, 4 * ops);
  if (has_clocks) column(clocks, 8 * ops);
}

/* The columns of a touch: after which request (in `slots`' stead `threads`), slot, from, bytes. */
static void write_touches(void)
{
  struct {
    char magic[8];
    uint32_t version, zero;
    uint64_t count, requests, bytes, checksum;
  } header = {"", 1, 0, ops, requests, 48 + padded(4 * ops) * 2 + 16 * ops, 0};
  memcpy(header.magic, "rmallocT", 8);
  header.checksum = checksum(&header, 40);
  put(&header, sizeof header);
  column(threads, 4 * ops);
  column(slots, 4 * ops);
  column(sizes, 8 * ops);
  column(clocks, 8 * ops);
}

static void add_touch(uint32_t slot, uint64_t from, uint64_t bytes)
{
  threads[ops] = (uint32_t)requests - 1;
  slots[ops] = slot;
  sizes[ops] = from;
  clocks[ops++] = bytes;
}

int main(int count, char **words)
{
  int of_touches = count > 1 && !strcmp(words[1], "touches");
  char kind;
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    uint64_t first, second = 0, third = 0;
    if (sscanf(line, "%c %" SCNu64 " %" SCNu64 " %" SCNu64, &kind, &first, &second, &third) < 2 || ops == MOST_OPS) continue;
    if (kind == 'T' || kind == 'C')
      mark(kind, first);
    else if (!of_touches)
      add(kind, (uint32_t)first, second, (uint8_t)third);
    else if (kind == 'S')
      add_touch((uint32_t)first, second, third);
    else
      requests += strchr("NFR", kind) != NULL;
  }
  if (of_touches)
    write_touches();
  else
    write_workload();
  return 0;
}
