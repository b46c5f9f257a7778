/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "latency.h"

#include <fcntl.h>
#include <unistd.h>

#include "arrays.h"
#include "loop.h"
#include "report.h"
#include "ticks.h"

#define PASSES 9
#define FEW_PASSES 3
#define MANY_REQUESTS 10000000u /* from which on a few passes have to do */
#define EMPTY_READINGS 10001

static void sort(uint32_t *values, int count)
{
  for (int i = 1; i < count; i++) {
    uint32_t value = values[i];
    int at = i;
    for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}

static uint32_t capped(uint64_t ticks) { return ticks > UINT32_MAX ? UINT32_MAX : (uint32_t)ticks; }

/* times: by request, `passes` values each. */
static void latency_pass(struct replay *r, uint32_t *times, int pass, int passes)
{
  const struct workload *w = r->w;
  uint64_t request = 0;
  for (size_t op = 0; op < w->op_count; op++) {
    if (!is_request(w->kinds[op])) continue;
    uint64_t before = ticks_now();
    loop_step(&r->calls, w, r->cells, op);
    times[request++ * (uint64_t)passes + (uint64_t)pass] = capped(ticks_now() - before);
  }
  if (!r->options->noop) loop_free_all(&r->calls, r->cells, w->slot_count);
}

/* The median of how long nothing takes. */
static uint32_t overhead(void)
{
  uint32_t *nothings = array_of(EMPTY_READINGS, sizeof *nothings);
  for (int i = 0; i < EMPTY_READINGS; i++) {
    uint64_t before = ticks_now();
    nothings[i] = capped(ticks_now() - before);
  }
  uint64_t sum[4096] = {0};
  for (int i = 0; i < EMPTY_READINGS; i++) sum[nothings[i] < 4095 ? nothings[i] : 4095]++;
  uint32_t median = 0;
  for (uint64_t below = sum[0]; below <= EMPTY_READINGS / 2 && median < 4095; below += sum[median]) median++;
  array_release(nothings, EMPTY_READINGS, sizeof *nothings);
  return median;
}

static int write_all(int fd, const char *bytes, size_t count)
{
  while (count) {
    ssize_t written = write(fd, bytes, count);
    if (written <= 0) return 0;
    bytes += written;
    count -= (size_t)written;
  }
  return 1;
}

/* Picoseconds, by request: 8 bytes each, little-endian. */
static int write_medians(const char *file, uint32_t *times, uint64_t requests, int passes)
{
  static uint64_t chunk[4096];
  int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  int good = fd >= 0;
  size_t held = 0;
  for (uint64_t request = 0; good && request < requests; request++) {
    sort(&times[request * (uint64_t)passes], passes);
    chunk[held++] = (uint64_t)(1000 * ticks_nanos(times[request * (uint64_t)passes + (uint64_t)passes / 2]) + 0.5);
    if (held == 4096 || request + 1 == requests) {
      good = write_all(fd, (const char *)chunk, held * sizeof *chunk);
      held = 0;
    }
  }
  return fd >= 0 && !close(fd) && good;
}

void latency_passes(struct replay *r)
{
  if (!r->options->latencies) return;
  uint64_t requests = r->w->request_count;
  int passes = requests > MANY_REQUESTS ? FEW_PASSES : PASSES;
  uint32_t *times = array_of(requests * (uint64_t)passes, sizeof *times);
  for (int pass = 0; pass < passes; pass++) latency_pass(r, times, pass, passes);
  report_number("latency_passes", passes);
  report_text("latency_clock", ticks_clock());
  report_decimal("latency_overhead_ns", ticks_nanos(overhead()));
  report_decimal("latency_tick_ns", ticks_nanos(1));
  if (!write_medians(r->options->latencies, times, requests, passes)) report_text("refused", "cannot write the latencies");
}
