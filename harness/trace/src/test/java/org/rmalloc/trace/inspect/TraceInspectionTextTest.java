// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpCounts;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

/** Each figure of the page against a search of the whole trace for each of its answers. */
class TraceInspectionTextTest {
  private static final int TRACES = 1_000;

  @Test
  void theCurveIsTheMostLiveBytesOfEachColumn() {
    for (Trace trace : traces()) {
      List<Integer> requests = requests(trace);
      for (int columns : new int[] {1, 7, 72}) {
        long[] curve = LiveBytesCurve.of(trace, requests.size(), columns);
        assertEquals(Math.min(columns, requests.size()), curve.length);
        for (int column = 0; column < curve.length; column++) {
          long most = 0;
          for (int i = 0; i < requests.size(); i++) {
            if ((long) i * curve.length / requests.size() == column) {
              most = Math.max(most, liveBytesAfter(trace, requests.get(i)));
            }
          }
          assertEquals(most, curve[column], trace.provenance().name() + " column " + column);
        }
      }
    }
  }

  @Test
  void sizesThatMakeAShareAreTheFewestThatCan() {
    for (Trace trace : traces()) {
      List<Long> births = sizesOf(trace, OpKind.NEW);
      BlockSizeCounts sizes = BlockSizeCounts.of(trace);
      assertEquals(births.size(), sizes.births());
      List<Integer> counts = new ArrayList<>();
      births.stream().distinct().forEach(size -> counts.add(Collections.frequency(births, size)));
      counts.sort(Collections.reverseOrder());
      for (int percent : new int[] {1, 50, 90, 99, 100}) {
        int fewest =
            IntStream.rangeClosed(0, counts.size())
                .filter(n -> 100 * sum(counts.subList(0, n)) >= percent * births.size())
                .findFirst()
                .orElseThrow();
        assertEquals(fewest, sizes.sizesThatMake(percent / 100.0), trace.provenance().name());
      }
    }
  }

  @Test
  void slotsHoldThePowersOfTwo() {
    for (Trace trace : traces()) {
      long[] slots = BlockSizeCounts.of(trace).byPowerOfTwo();
      for (int slot = 0; slot < 20; slot++) {
        long from = slot == 0 ? 0 : 1L << (slot - 1);
        long to = 1L << slot;
        long births = sizesOf(trace, OpKind.NEW).stream().filter(s -> s >= from && s < to).count();
        assertEquals(births, slots[slot]);
      }
    }
  }

  @Test
  void lifetimesAreRequestsFromBirthToFree() {
    for (Trace trace : traces()) {
      List<Integer> requests = requests(trace);
      List<Long> expected = new ArrayList<>();
      for (int handle = 0; handle < trace.handleCount(); handle++) {
        int birth = requests.indexOf(indexOf(trace, OpKind.NEW, handle));
        int free = requests.indexOf(indexOf(trace, OpKind.FREE, handle));
        if (free >= 0) {
          expected.add((long) free - birth);
        }
      }
      Collections.sort(expected);
      long[] spans = FreedBlockLifetimes.inRequests(trace);
      Arrays.sort(spans);
      assertArrayEquals(expected.stream().mapToLong(Long::longValue).toArray(), spans);
    }
  }

  @Test
  void soManyPercentLiveNoLonger() {
    long[] spans = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertEquals(1, FreedBlockLifetimes.most(spans, 1));
    assertEquals(1, FreedBlockLifetimes.most(spans, 10));
    assertEquals(2, FreedBlockLifetimes.most(spans, 11));
    assertEquals(10, FreedBlockLifetimes.most(spans, 100));
    assertEquals(7, FreedBlockLifetimes.most(new long[] {7}, 1));
  }

  @Test
  void chainsAreTheResizesOfOneBlock() {
    for (Trace trace : traces()) {
      ResizeStatistics chains = ResizeStatistics.of(trace);
      long blocks = 0;
      long longest = 0;
      long growing = 0;
      List<String> ofLongest = new ArrayList<>();
      for (int handle = 0; handle < trace.handleCount(); handle++) {
        List<Long> sizes = chain(trace, handle);
        long resizes = sizes.size() - 1L;
        blocks += resizes > 0 ? 1 : 0;
        for (int i = 1; i < sizes.size(); i++) {
          growing += sizes.get(i) > sizes.get(i - 1) ? 1 : 0;
        }
        if (resizes > longest) {
          ofLongest.clear();
          longest = resizes;
        }
        if (resizes == longest) {
          ofLongest.add(sizes.getFirst() + "-" + sizes.getLast());
        }
      }
      assertEquals(
          List.of(blocks, longest, growing),
          List.of(chains.blocks(), chains.longest(), chains.growing()));
      String told = chains.longestFrom() + "-" + chains.longestTo();
      assertTrue(longest == 0 || ofLongest.contains(told), trace.provenance().name());
    }
  }

  @Test
  void thePageSaysIt() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 0, 0, 100);
    builder.add(OpKind.NEW, 1, 0, 0);
    builder.add(OpKind.LOAD, 0, 0, 4);
    builder.add(OpKind.RESIZE, 0, 0, 1500);
    builder.add(OpKind.FREE, 1, 0, 0);
    builder.add(OpKind.RESIZE, 0, 0, 700);
    assertEquals(
        """
        x.ops  (access dialect)

        6 ops, of these 5 requests, on 2 blocks
          new 2   free 1   resize 2   load 1

        Live bytes over requests: peak 1,500 at request 2 of 5; at most 2 blocks live at once
          │  ██
          │  ██
          │  ██
          │  ██
          │  ██▆
          │  ███
          │  ███
          │▄▄███
          └─────
        Never freed: 1 block (50.0 %), 700 bytes. Sum of all sizes asked for: 2,300 bytes

        Sizes: 2 different ones, the largest 1,500 bytes; 2 sizes make 90 % of allocations, 2 make 99 %
          most frequent:  0 (1 ×)  100 (1 ×)
                     0 …           1  ████████████████████████████████████████
                    64 …           1  ████████████████████████████████████████

        Lifetimes of freed blocks, in requests:  10 % ≤ 2  50 % ≤ 2  90 % ≤ 2  99 % ≤ 2  100 % ≤ 2
        Resizes: 2, on 1 block; 1 of them grow the block; the block resized most often has 2, from 100 to 700 bytes
        """,
        TraceInspectionText.page(builder.build(TraceProvenance.made("x.ops")), new OpCounts()));
  }

  @Test
  void thePageOfATraceWithoutFreesOrResizesSaysSo() {
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    builder.add(OpKind.NEW, 0, 0, 1);
    String page =
        TraceInspectionText.page(builder.build(TraceProvenance.made("x.ops")), new OpCounts());
    assertTrue(page.endsWith("Lifetimes: no block is freed\nResizes: none\n"), page);
  }

  private static List<Trace> traces() {
    return IntStream.range(0, TRACES).mapToObj(seed -> RandomTraces.access(seed, true)).toList();
  }

  private static List<Integer> requests(Trace trace) {
    return IntStream.range(0, trace.opCount())
        .filter(op -> trace.kind(op).isRequest())
        .boxed()
        .toList();
  }

  private static long liveBytesAfter(Trace trace, int lastOp) {
    long live = 0;
    for (int handle = 0; handle < trace.handleCount(); handle++) {
      long size = 0;
      for (int op = 0; op <= lastOp; op++) {
        if (trace.handles()[op] == handle && trace.kind(op).isRequest()) {
          size = trace.kind(op) == OpKind.FREE ? 0 : trace.sizes()[op];
        }
      }
      live += size;
    }
    return live;
  }

  private static List<Long> sizesOf(Trace trace, OpKind kind) {
    return IntStream.range(0, trace.opCount())
        .filter(op -> trace.kind(op) == kind)
        .mapToObj(op -> trace.sizes()[op])
        .toList();
  }

  private static List<Long> chain(Trace trace, int handle) {
    return IntStream.range(0, trace.opCount())
        .filter(op -> trace.handles()[op] == handle)
        .filter(op -> trace.kind(op) == OpKind.NEW || trace.kind(op) == OpKind.RESIZE)
        .mapToObj(op -> trace.sizes()[op])
        .toList();
  }

  private static int indexOf(Trace trace, OpKind kind, int handle) {
    return IntStream.range(0, trace.opCount())
        .filter(op -> trace.kind(op) == kind && trace.handles()[op] == handle)
        .findFirst()
        .orElse(-1);
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }
}
