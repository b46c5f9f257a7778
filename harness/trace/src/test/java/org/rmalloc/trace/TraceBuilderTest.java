// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceBuilderTest {
  private final TraceBuilder lock = new TraceBuilder(Dialect.LOCK, false);

  @Test
  void aFreeCarriesTheSizeOfItsBlock() {
    lock.add(OpKind.NEW, 5, 0, 100);
    lock.add(OpKind.RESIZE, 5, 0, 70);
    lock.add(OpKind.FREE, 5, 0, 1);
    assertArrayEquals(new long[] {100, 70, 70}, build(lock).sizes());
  }

  @Test
  void aLockThatChangesNothingIsLeftOutAndCounted() {
    lock.add(OpKind.NEW, 0, 0, 8);
    lock.add(OpKind.UNLOCK, 0, 0, 0);
    lock.add(OpKind.LOCK, 0, 0, 0);
    lock.add(OpKind.LOCK, 0, 0, 0);
    lock.add(OpKind.UNLOCK, 0, 0, 0);
    assertEquals(2, lock.repeatedLockCount());
    byte[] expected = {OpKind.Code.NEW, OpKind.Code.LOCK, OpKind.Code.UNLOCK};
    assertArrayEquals(expected, build(lock).kinds());
  }

  @Test
  void refusesWhatNoTraceHolds() {
    lock.add(OpKind.NEW, 4, 0, 8);
    lock.add(OpKind.NEW, 5, 0, 8);
    lock.add(OpKind.FREE, 5, 0, 0);
    refuses("a new block with handle 4, which is live already", OpKind.NEW, 4, 8);
    refuses("a new block with handle 5, which is freed already", OpKind.NEW, 5, 8);
    refuses("free of handle 5, which is freed already", OpKind.FREE, 5, 0);
    refuses("lock of handle 6, which was never allocated", OpKind.LOCK, 6, 0);
    refuses("store in a trace of the lock dialect", OpKind.STORE, 4, 4);
    refuses("more live bytes than 2^63 - 1", OpKind.NEW, 6, Long.MAX_VALUE);
    refuses("more live bytes than 2^63 - 1", OpKind.NEW, 6, Long.MAX_VALUE - 7);
    lock.add(OpKind.NEW, 6, 0, Long.MAX_VALUE - 8);
    assertEquals(4, lock.opCount());
  }

  /** The oracle is a map of the JDK. */
  @Test
  void numbersHandlesByTheirFirstOpWhateverTheyAreInTheFile() {
    for (int bound : new int[] {1, 2_000, Integer.MAX_VALUE}) {
      Random random = new Random(bound);
      TraceBuilder builder = new TraceBuilder(Dialect.ACCESS, false);
      Map<Integer, Integer> dense = new HashMap<>();
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        // dense at first, then anything
        int handle = i < 500 ? i : random.nextInt(bound) + (random.nextInt(9) == 0 ? 0 : i % 3);
        handle &= Integer.MAX_VALUE;
        Integer known = dense.putIfAbsent(handle, dense.size());
        builder.add(known == null ? OpKind.NEW : OpKind.LOAD, handle, 0, 0);
        expected.add(dense.get(handle));
      }
      Trace trace = build(builder);
      assertArrayEquals(expected.stream().mapToInt(i -> i).toArray(), trace.handles());
      dense.forEach((file, number) -> assertEquals(file, trace.fileHandles()[number]));
    }
  }

  private void refuses(String found, OpKind kind, int handle, long size) {
    InvalidOpException refusal =
        assertThrows(InvalidOpException.class, () -> lock.add(kind, handle, 0, size));
    assertEquals(found, refusal.found());
  }

  private static Trace build(TraceBuilder builder) {
    return builder.build(TraceProvenance.made("test"));
  }
}
