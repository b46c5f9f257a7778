// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.realloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.RandomTraces;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceFacts;
import org.rmalloc.trace.TraceProvenance;

class ReallocSplitterTest {
  @Test
  void aResizeBecomesAFreeAndABirth() {
    TraceBuilder builder = new TraceBuilder(Dialect.LOCK, false);
    builder.add(OpKind.NEW, 5, 0, 10);
    builder.add(OpKind.LOCK, 5, 0, 0);
    builder.add(OpKind.RESIZE, 5, 0, 20);
    builder.add(OpKind.UNLOCK, 5, 0, 0);
    builder.add(OpKind.FREE, 5, 0, 0);
    Trace split = ReallocSplitter.split(builder.build(TraceProvenance.made("test")));

    // the lock ended with the free, so the unlock of the new block says nothing
    byte[] kinds = {
      OpKind.Code.NEW, OpKind.Code.LOCK, OpKind.Code.FREE, OpKind.Code.NEW, OpKind.Code.FREE
    };
    assertArrayEquals(kinds, split.kinds());
    assertArrayEquals(new int[] {0, 0, 0, 1, 1}, split.handles());
    assertArrayEquals(new long[] {10, 0, 10, 20, 20}, split.sizes());
  }

  @Test
  void keepsWhatIsLive() {
    for (int seed = 0; seed < 500; seed++) {
      Trace trace = RandomTraces.access(seed, true);
      TraceFacts whole = trace.facts();
      TraceFacts split = ReallocSplitter.split(trace).facts();
      assertEquals(0, split.count(OpKind.RESIZE));
      assertEquals(whole.accessCount(), split.accessCount());
      assertEquals(whole.peakLiveBytes(), split.peakLiveBytes());
      assertEquals(whole.finalLiveBytes(), split.finalLiveBytes());
      assertEquals(whole.requestedBytes(), split.requestedBytes());
      assertEquals(whole.requestCount() + whole.count(OpKind.RESIZE), split.requestCount());
    }
  }

  @Test
  void aTraceWithoutResizesStaysAsItIs() {
    Trace trace = RandomTraces.access(3, false);
    assertSame(trace, ReallocSplitter.split(trace));
  }
}
