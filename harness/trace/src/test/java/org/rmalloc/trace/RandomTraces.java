// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.random.SplitMix64;

/** Small random traces of the access dialect for tests that compare with an oracle. */
public final class RandomTraces {
  private static final OpKind[] ACCESSES = {OpKind.LOAD, OpKind.STORE, OpKind.MODIFY};

  private RandomTraces() {}

  /** A trace of up to 200 ops on a few blocks at a time; accesses come in bursts. */
  public static Trace access(long seed, boolean withResizes) {
    SplitMix64 random = new SplitMix64(seed);
    TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, true);
    List<Integer> live = new ArrayList<>();
    int length = 1 + (int) random.below(200);
    int mostLive = 1 + (int) random.below(8);
    int births = 0;
    int busy = 0;
    for (int i = 0; i < length; i++) {
      long draw = random.below(10);
      if (live.isEmpty() || (draw == 0 && live.size() < mostLive)) {
        live.add(births);
        builder.add(OpKind.NEW, births++, random.below(1 << 20), random.below(100));
      } else if (draw == 1) {
        builder.add(OpKind.FREE, live.remove((int) random.below(live.size())), 0, 0);
      } else if (draw == 2 && withResizes) {
        builder.add(OpKind.RESIZE, pick(live, random), random.below(1 << 20), random.below(100));
      } else {
        busy = draw < 6 || !live.contains(busy) ? pick(live, random) : busy;
        OpKind kind = ACCESSES[(int) random.below(3)];
        builder.add(kind, busy, random.below(1 << 20), 1 + random.below(8));
      }
    }
    return builder.build(TraceProvenance.made("random " + seed));
  }

  private static int pick(List<Integer> live, SplitMix64 random) {
    return live.get((int) random.below(live.size()));
  }
}
