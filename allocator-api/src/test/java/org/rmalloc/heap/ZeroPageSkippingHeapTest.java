// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies that leave out what was never written, against copies in an array. */
final class ZeroPageSkippingHeapTest {
  private static final int CAPACITY = 192 << 10; // 48 pages
  private static final int OPS = 20_000;

  private final UnfilledHeaps owner = new UnfilledHeaps(CAPACITY);

  @AfterEach
  void giveBack() {
    owner.close();
  }

  @Test
  void holdsWhatAnArrayHoldsAfterAnyCopies() {
    for (int seed = 1; seed <= 8; seed++) {
      try (Heap heap = owner.reserved(CAPACITY)) {
        requireEqualAfterCopies(new SplittableRandom(seed), heap, OPS / seed);
      }
    }
  }

  private static void requireEqualAfterCopies(SplittableRandom random, Heap heap, int ops) {
    Heap array = new PlainHeap(CAPACITY);
    requireEqual(array, heap);
    for (int op = 0; op < ops; op++) {
      if (random.nextInt(8) == 0) {
        int address = random.nextInt(CAPACITY - 7);
        long value = random.nextLong();
        array.putLong(address, value);
        heap.putLong(address, value);
      }
      int length = random.nextInt(random.nextBoolean() ? 64 : 24 * 4096);
      int from = random.nextInt(CAPACITY - length + 1);
      int to = random.nextInt(CAPACITY - length + 1);
      array.copy(from, to, length);
      heap.copy(from, to, length);
      if (op % 97 == 0) {
        requireEqual(array, heap);
      }
    }
    requireEqual(array, heap);
  }

  private static void requireEqual(Heap array, Heap heap) {
    for (int address = 0; address < CAPACITY; address += 8) {
      assertEquals(array.getLong(address), heap.getLong(address), "at " + address);
    }
  }

  @Test
  void refusesToBeFilled() {
    try (Heap heap = owner.reserved(CAPACITY)) {
      assertThrows(UnsupportedOperationException.class, heap::payload);
    }
  }
}
