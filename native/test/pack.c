/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes a workload file from lines `N slot size [log2 of its alignment]`, `F slot`, `R slot size`, `L slot`, `U slot` on standard input: a second
 * writer of the format, by its description in README.md.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_OPS (1 << 20)

static uint8_t kinds[MOST_OPS], alignments[MOST_OPS], aligned;
static uint32_t slots[MOST_OPS];
static uint64_t sizes[MOST_OPS], live[MOST_OPS];
static uint64_t ops, slot_count, requests, now, peak, peak_request;

static void add(char kind, uint32_t slot, uint64_t size, uint8_t log2)
{
  const char *at = strchr("NFR---LU", kind);
  kinds[ops] = (uint8_t)(at - "NFR---LU");
  slots[ops] = slot;
  alignments[ops] = log2;
  aligned |= log2 > 0;
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

int main(void)
{
  char kind;
  uint32_t slot;
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    uint64_t size = 0;
    uint8_t log2 = 0;
    if (sscanf(line, "%c %" SCNu32 " %" SCNu64 " %" SCNu8, &kind, &slot, &size, &log2) >= 2 && ops < MOST_OPS)
      add(kind, slot, size, log2);
  }
  uint64_t bytes = 72 + (ops + 7) / 8 * 8 + (4 * ops + 7) / 8 * 8 + 8 * ops + (aligned ? (ops + 7) / 8 * 8 : 0);
  struct {
    char magic[8];
    uint32_t version, flags;
    uint64_t numbers[6], checksum;
  } header = {"", 1, aligned, {ops, slot_count, peak, peak_request, requests, bytes}, 0xCBF29CE484222325u};
  memcpy(header.magic, "rmallocW", 8);
  uint64_t sum = 0xCBF29CE484222325u;
  for (int i = 0; i < 64; i++) sum = (sum ^ ((unsigned char *)&header)[i]) * 0x100000001B3u;
  header.checksum = sum;
  put(&header, sizeof header);
  put(kinds, ops);
  pad(ops);
  put(slots, 4 * ops);
  pad(4 * ops);
  put(sizes, 8 * ops);
  if (aligned) {
    put(alignments, ops);
    pad(ops);
  }
  return 0;
}
