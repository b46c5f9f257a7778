// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;

class TraceRepeaterTest {
  @Test
  void oneRoundIsTheTraceItself() {
    Trace trace = RandomTraces.access(1, true);
    assertSame(trace, TraceRepeater.repeat(trace, 1, 50, 1));
  }

  /** The victims of each round are counted from the ops themselves, by a set of live handles. */
  @Test
  void eachFurtherRoundFreesItsShareOfTheLiveAndThenRepeatsTheOps() {
    for (int seed = 0; seed < 200; seed++) {
      Trace trace = RandomTraces.access(seed, true);
      int percent = seed % 101;
      Trace repeated = TraceRepeater.repeat(trace, 4, percent, seed);
      BitSet live = new BitSet();
      int op = 0;
      for (int round = 0; round < 4; round++) {
        int victims = round == 0 ? 0 : live.cardinality() * percent / 100;
        int births = live.length();
        for (int i = 0; i < victims + trace.opCount(); i++, op++) {
          apply(repeated, op, live);
          OpKind expected = i < victims ? OpKind.FREE : trace.kind(i - victims);
          assertEquals(expected, repeated.kind(op));
          if (i >= victims) {
            assertTrue(repeated.handles()[op] >= births || round == 0, "handles are fresh");
            assertEquals(trace.sizes()[i - victims], repeated.sizes()[op]);
          }
        }
      }
      assertEquals(op, repeated.opCount());
      assertEquals(4 * trace.handleCount(), repeated.handleCount());
    }
  }

  @Test
  void everyBlockIsAsLikelyAVictim() {
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
    for (int handle = 0; handle < 10; handle++) {
      builder.add(OpKind.NEW, handle, 0, 1);
    }
    Trace trace = builder.build(TraceProvenance.made("test"));
    int[] victims = new int[10];
    for (int seed = 0; seed < 10_000; seed++) {
      Trace repeated = TraceRepeater.repeat(trace, 2, 30, seed);
      for (int i = 0; i < 3; i++) {
        assertEquals(OpKind.FREE, repeated.kind(10 + i));
        victims[repeated.handles()[10 + i]]++;
      }
    }
    for (int count : victims) {
      // binomial, mean 3,000, standard deviation 46
      assertTrue(Math.abs(count - 3_000) < 5 * 46, Arrays.toString(victims));
    }
  }

  @Test
  void theSeedDecides() {
    Trace trace = RandomTraces.access(7, true);
    int[] once = TraceRepeater.repeat(trace, 3, 50, 9).handles();
    assertTrue(Arrays.equals(once, TraceRepeater.repeat(trace, 3, 50, 9).handles()));
    assertNotEquals(
        Arrays.toString(once), Arrays.toString(TraceRepeater.repeat(trace, 9, 50, 8).handles()));
  }

  private static void apply(Trace trace, int op, BitSet live) {
    switch (trace.kind(op)) {
      case NEW -> live.set(trace.handles()[op]);
      case FREE -> live.clear(trace.handles()[op]);
      case RESIZE, LOAD, STORE, MODIFY, LOCK, UNLOCK -> {
        // stays live
      }
    }
  }
}
