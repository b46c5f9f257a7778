// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.OpCounts;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFacts;

/** One page about a trace: what it holds, how much lives when, which sizes, for how long. */
public final class TraceInspectionText {
  private static final int CURVE_COLUMNS = 72;
  private static final int CURVE_ROWS = 8;
  private static final int BAR_WIDTH = 40;
  private static final int FREQUENT_SIZES = 6;
  private static final int BUSIEST_THREADS = 4;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLISECOND = 1e6;
  private static final int[] PERCENTS = {10, 50, 90, 99, 100};

  private final Trace trace;
  private final TraceFacts facts;
  private final OpCounts dropped;
  private final StringBuilder page = new StringBuilder();

  private TraceInspectionText(Trace trace, OpCounts dropped) {
    this.trace = trace;
    facts = trace.facts();
    this.dropped = dropped;
  }

  /**
   * The page, as text of at most 100 columns.
   *
   * @param dropped the accesses of the file that the trace does not hold
   */
  public static String page(Trace trace, OpCounts dropped) {
    return new TraceInspectionText(trace, dropped).write();
  }

  private String write() {
    writeCounts();
    writeLiveBytes();
    writeSizes();
    writeLifetimes();
    writeResizes();
    writeThreads();
    writeAlignments();
    writeTime();
    return page.toString();
  }

  private void writeCounts() {
    line("%s  (%s dialect)", trace.provenance().name(), trace.dialect().label());
    if (!trace.provenance().sha256().isEmpty()) {
      line("sha256 %s", trace.provenance().sha256());
    }
    line("");
    line(
        "%s, of these %s, on %s",
        CountWithNoun.of(trace.opCount() + dropped.total(), "op"),
        CountWithNoun.of(facts.requestCount(), "request"),
        CountWithNoun.of(trace.handleCount(), "block"));
    StringBuilder kinds = new StringBuilder("  ");
    for (OpKind kind : OpKind.values()) {
      long count = facts.count(kind) + dropped.count(kind);
      if (count > 0) {
        kinds.append(format("%s %,d   ", kind.name().toLowerCase(Locale.ROOT), count));
      }
    }
    line("%s", kinds.toString().stripTrailing());
    line("");
  }

  private void writeLiveBytes() {
    line(
        "Live bytes over requests: peak %,d at request %,d of %,d; at most %s live at once",
        facts.peakLiveBytes(),
        facts.peakRequest(),
        facts.requestCount(),
        CountWithNoun.of(facts.peakLiveBlocks(), "block"));
    long[] curve = LiveBytesCurve.of(trace, facts.requestCount(), CURVE_COLUMNS);
    for (String row : TextBarChart.curve(curve, CURVE_ROWS)) {
      line("  │%s", row.stripTrailing());
    }
    line("  └%s", "─".repeat(curve.length));
    line(
        "Never freed: %s (%.1f %%), %,d bytes. Sum of all sizes asked for: %,d bytes",
        CountWithNoun.of(facts.finalLiveBlocks(), "block"),
        100.0 * facts.finalLiveBlocks() / Math.max(1, trace.handleCount()),
        facts.finalLiveBytes(),
        facts.requestedBytes());
    line("");
  }

  private void writeSizes() {
    BlockSizeCounts sizes = BlockSizeCounts.of(trace);
    line(
        "Sizes: %,d different ones, the largest %,d bytes; %,d sizes make 90 %% of allocations, %,d"
            + " make 99 %%",
        sizes.mostFrequent().size(),
        facts.largestBytes(),
        sizes.sizesThatMake(0.90),
        sizes.sizesThatMake(0.99));
    StringBuilder frequent = new StringBuilder("  most frequent:");
    sizes.mostFrequent().stream()
        .limit(FREQUENT_SIZES)
        .forEach(size -> frequent.append(format("  %,d (%,d ×)", size.sizeBytes(), size.births())));
    line("%s", frequent.toString());
    long[] slots = sizes.byPowerOfTwo();
    long most = Arrays.stream(slots).max().orElse(0);
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] > 0) {
        writeBar(slot == 0 ? 0 : 1L << (slot - 1), slots[slot], most);
      }
    }
    line("");
  }

  private void writeBar(long leastBytes, long births, long most) {
    line("  %,12d …  %,10d  %s", leastBytes, births, TextBarChart.bar(births, most, BAR_WIDTH));
  }

  private void writeLifetimes() {
    long[] spans = FreedBlockLifetimes.inRequests(trace);
    if (spans.length == 0) {
      line("Lifetimes: no block is freed");
      return;
    }
    Arrays.sort(spans);
    StringBuilder text = new StringBuilder("Lifetimes of freed blocks, in requests:");
    for (int percent : PERCENTS) {
      text.append(format("  %d %% ≤ %,d", percent, FreedBlockLifetimes.most(spans, percent)));
    }
    line("%s", text.toString());
  }

  private void writeResizes() {
    ResizeStatistics chains = ResizeStatistics.of(trace);
    if (chains.blocks() == 0) {
      line("Resizes: none");
      return;
    }
    line(
        "Resizes: %,d, on %s; %,d of them grow the block; the block resized most often has %,d,"
            + " from %,d to %,d bytes",
        facts.count(OpKind.RESIZE),
        CountWithNoun.of(chains.blocks(), "block"),
        chains.growing(),
        chains.longest(),
        chains.longestFrom(),
        chains.longestTo());
  }

  private void writeThreads() {
    if (!trace.marks().hasThreads()) {
      if (trace.marks().clockOps().length > 0) { // a recorder that knows threads
        line("Threads: 1");
      }
      return;
    }
    AllocationsByThread use = AllocationsByThread.of(trace);
    line(
        "Threads: %,d; %,d of %,d frees (%.1f %%) are made by another thread than the allocation",
        use.threads(),
        use.crossFrees(),
        use.frees(),
        100.0 * use.crossFrees() / Math.max(1, use.frees()));
    StringBuilder text = new StringBuilder("  most allocations:");
    for (int thread : use.busiest(BUSIEST_THREADS)) {
      if (use.allocations()[thread] > 0) {
        text.append(format("  thread %d (%,d ×)", thread, use.allocations()[thread]));
      }
    }
    line("%s", text.toString());
  }

  private void writeAlignments() {
    long aligned = trace.marks().alignedCount();
    if (aligned == 0) {
      return;
    }
    long[] counts = new long[Long.SIZE]; // by log2
    for (byte log2 : trace.marks().alignments()) {
      counts[log2]++;
    }
    line(
        "Alignments: %,d of %,d allocations (%.1f %%) ask for an alignment",
        aligned, facts.count(OpKind.NEW), 100.0 * aligned / facts.count(OpKind.NEW));
    StringBuilder text = new StringBuilder("  most frequent:");
    IntStream.range(1, counts.length)
        .boxed()
        .filter(log2 -> counts[log2] > 0)
        .sorted((a, b) -> Long.compare(counts[b], counts[a]))
        .limit(FREQUENT_SIZES)
        .forEach(log2 -> text.append(format("  %,d (%,d ×)", 1L << log2, counts[log2])));
    line("%s", text.toString());
  }

  private void writeTime() {
    long[] clocks = trace.marks().clockNanos();
    if (clocks.length == 1) {
      line(
          "Time: the recording holds the time once, %s after the program's start", time(clocks[0]));
    } else if (clocks.length > 1) {
      line(
          "Time: the recording holds the time %,d times, from %s to %s after the program's start",
          clocks.length, time(clocks[0]), time(clocks[clocks.length - 1]));
    }
  }

  private static String time(long nanos) {
    return nanos < NANOS_PER_SECOND
        ? format("%.3f ms", nanos / NANOS_PER_MILLISECOND)
        : format("%.3f s", nanos / NANOS_PER_SECOND);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private void line(String format, Object... values) {
    page.append(format(format, values)).append('\n');
  }

  @SuppressWarnings("AnnotateFormatMethod") // the same
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
