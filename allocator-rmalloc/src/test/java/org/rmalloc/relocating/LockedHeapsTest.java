// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.AllocatorProvider;

/**
 * Compaction around locked blocks in 66 heaps, 1.05 to 3.00 times the peak of live bytes: the
 * original crashed in 22 of them. Where a run ends out of memory, brute force by the documented
 * rule must agree that the request could not be met.
 */
final class LockedHeapsTest {
  private static final int HEAPS = 66;

  static List<AllocatorProvider> compacting() {
    return List.of(new RmallocCompactingProvider(), new RmallocCompactingMaxmemProvider());
  }

  @ParameterizedTest
  @MethodSource("compacting")
  void payloadsHoldAndOutOfMemoryIsTrue(AllocatorProvider provider) {
    for (long seed = 0; seed < 4; seed++) {
      replayAll(provider, lockHeavyOps(seed));
    }
  }

  @ParameterizedTest
  @MethodSource("compacting")
  void payloadsHoldOnTheSampleTrace(AllocatorProvider provider) throws IOException {
    replayAll(provider, ReferenceData.require().ops("sample/soffice.lockopsfull"));
  }

  private static void replayAll(AllocatorProvider provider, List<Op> ops) {
    long peak = peakLive(ops);
    int finished = 0;
    int compactions = 0;
    for (int i = 0; i < HEAPS; i++) {
      LockReplay replay = new LockReplay(provider, peak * (105 + 3 * i) / 100);
      finished += replay.run(ops) ? 1 : 0;
      compactions += replay.compactions();
    }
    System.out.printf(
        "%s: %d of %d heaps suffice, %d compactions%n",
        provider.name(), finished, HEAPS, compactions);
    assertTrue(finished > 0 && finished < HEAPS, "both ends of a run are seen");
    assertTrue(compactions >= HEAPS / 2, "compactions: " + compactions);
  }

  /** Blocks of 1 to 1,000 bytes, about 100 live, a third of them locked. */
  private static List<Op> lockHeavyOps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Op> ops = new ArrayList<>();
    List<Integer> live = new ArrayList<>();
    List<Integer> locked = new ArrayList<>();
    for (int handle = 0; handle < 600; handle++) {
      ops.add(new Op(handle, 'N', (int) Math.exp(random.nextDouble() * Math.log(1000))));
      live.add(handle);
      while (live.size() > 100 || (live.size() > 60 && random.nextInt(3) == 0)) {
        Integer freed = live.remove(random.nextInt(live.size()));
        locked.remove(freed);
        ops.add(new Op(freed, 'F', 0));
      }
      int other = live.get(random.nextInt(live.size()));
      if (!locked.contains(other)) {
        locked.add(other);
        ops.add(new Op(other, 'L', 0));
      }
      while (locked.size() > 30) {
        ops.add(new Op(locked.removeFirst(), 'U', 0));
      }
    }
    return ops;
  }

  private static long peakLive(List<Op> ops) {
    Map<Integer, Integer> sizes = new HashMap<>();
    long live = 0;
    long peak = 0;
    for (Op op : ops) {
      if (op.kind() == 'N') {
        sizes.put(op.handle(), op.size());
        live += op.size();
        peak = Math.max(peak, live);
      } else if (op.kind() == 'F') {
        live -= sizes.get(op.handle());
      }
    }
    return peak;
  }
}
