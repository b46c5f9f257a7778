// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

final class TracePlacementProblemTest {

  @Test
  void aResizeEndsOneBlockAndBeginsAnotherAtOneInstant() {
    TraceBuilder trace = new TraceBuilder(Dialect.ACCESS, false);
    trace.add(OpKind.NEW, 7, 0, 10);
    trace.add(OpKind.STORE, 7, 0, 4); // no request: no instant
    trace.add(OpKind.NEW, 8, 0, 20);
    trace.add(OpKind.RESIZE, 7, 0, 30);
    trace.add(OpKind.FREE, 8, 0, 0);
    trace.add(OpKind.NEW, 9, 0, 0);
    TracePlacementProblem problem =
        TracePlacementProblem.of("t", trace.build(TraceProvenance.made("test")));
    PlacementProblem blocks = problem.problem();
    assertArrayEquals(new int[] {0, 1, 2, 4}, blocks.firsts());
    assertArrayEquals(new int[] {2, 3, 5, 5}, blocks.ends());
    assertArrayEquals(new long[] {10, 20, 30, 0}, blocks.sizes());
    assertEquals("id,lower,upper,size", problem.header());
    assertEquals("2,2,5,30", problem.row(2));
  }

  @Test
  void peakLiveIsThatOfTheTrace() {
    for (int seed = 0; seed < 300; seed++) {
      Trace trace = randomTrace(new Random(seed));
      assertEquals(
          trace.facts().peakLiveBytes(),
          TracePlacementProblem.of("t", trace).problem().peakLiveBytes(),
          "seed " + seed);
    }
  }

  private static Trace randomTrace(Random random) {
    TraceBuilder trace = new TraceBuilder(Dialect.ACCESS, false);
    boolean[] live = new boolean[20];
    for (int op = 0; op < 200; op++) {
      int handle = random.nextInt(live.length);
      if (!live[handle]) {
        trace.add(OpKind.NEW, handle * 1_000 + op, 0, random.nextInt(100));
        trace.add(OpKind.FREE, handle * 1_000 + op, 0, 0);
        trace.add(OpKind.NEW, 100_000 + handle * 1_000, 0, random.nextInt(100));
        live[handle] = true;
      } else {
        trace.add(OpKind.RESIZE, 100_000 + handle * 1_000, 0, random.nextInt(100));
      }
    }
    return trace.build(TraceProvenance.made("test"));
  }
}
