// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpCounts;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

class AllocationsByThreadTest {
  @Test
  void countsThreadsAndWhoFreesWhatAnotherAllocated() {
    AllocationsByThread use = AllocationsByThread.of(trace());
    assertEquals(3, use.threads()); // 0, 2 and 5
    assertArrayEquals(new long[] {1, 0, 2, 0, 0, 0}, use.allocations());
    assertEquals(2, use.frees());
    assertEquals(1, use.crossFrees());
    assertArrayEquals(new int[] {2, 0}, use.busiest(2));
  }

  @Test
  void thePageShowsThreadsAlignmentsAndTime() {
    String page = TraceInspectionText.page(trace(), new OpCounts());
    assertTrue(page.contains("Threads: 3; 1 of 2 frees (50.0 %)"), page);
    assertTrue(page.contains("thread 2 (2 ×)  thread 0 (1 ×)"), page);
    assertTrue(
        page.contains(
            """
            Alignments: 1 of 3 allocations (33.3 %) ask for an alignment
              most frequent:  64 (1 ×)
            """),
        page);
    assertTrue(
        page.contains("holds the time 2 times, from 1.000 ms to 2.500 s after the program's start"),
        page);
  }

  private static Trace trace() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.mark(OpAnnotationKind.CLOCK, 1_000_000);
    builder.add(OpKind.NEW, 0, 0, 8);
    builder.mark(OpAnnotationKind.THREAD, 2);
    builder.mark(OpAnnotationKind.ALIGNMENT, 64);
    builder.add(OpKind.NEW, 1, 0, 8);
    builder.add(OpKind.NEW, 2, 0, 8);
    builder.add(OpKind.FREE, 1, 0, 0);
    builder.mark(OpAnnotationKind.CLOCK, 2_500_000_000L);
    builder.mark(OpAnnotationKind.THREAD, 5);
    builder.add(OpKind.FREE, 0, 0, 0);
    return builder.build(TraceProvenance.made("test"));
  }
}
