// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class TraceFactsTest {
  @Test
  void aResizeChangesLiveBytesAtOneInstant() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    builder.add(OpKind.NEW, 7, 0, 100);
    builder.add(OpKind.LOAD, 7, 0, 4);
    builder.add(OpKind.NEW, 3, 0, 50);
    builder.add(OpKind.RESIZE, 7, 0, 120);
    builder.add(OpKind.FREE, 3, 0, 0);
    builder.add(OpKind.NEW, 9, 0, 50);
    TraceFacts facts = builder.build(TraceProvenance.made("test")).facts();

    assertEquals(170, facts.peakLiveBytes());
    assertEquals(3, facts.peakOp(), "the first op of the two after which 170 bytes are live");
    assertEquals(2, facts.peakRequest());
    assertEquals(5, facts.requestCount());
    assertEquals(1, facts.accessCount());
    assertEquals(2, facts.peakLiveBlocks());
    assertEquals(170, facts.finalLiveBytes());
    assertEquals(2, facts.finalLiveBlocks());
    assertEquals(120, facts.largestBytes());
    assertEquals(100 + 50 + 120 + 50, facts.requestedBytes());
    assertFalse(facts.demandsLocks());
  }

  @Test
  void aTraceOfEmptyBlocksPeaksAtItsFirstOp() {
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    builder.add(OpKind.NEW, 0, 0, 0);
    builder.add(OpKind.NEW, 1, 0, 0);
    TraceFacts facts = builder.build(TraceProvenance.made("test")).facts();

    assertEquals(0, facts.peakLiveBytes());
    assertEquals(0, facts.peakOp());
    assertEquals(2, facts.peakLiveBlocks());
  }
}
