// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Memory that serves one heap after another. */
final class UnfilledHeapsTest {
  private static final int SMALL = Heap.MIN_RESERVED_BYTES;
  private static final int LARGE = 2 * SMALL;

  @Test
  void eachHeapIsZeroAtFirst() {
    Set<Integer> written = new TreeSet<>();
    try (UnfilledHeaps heaps = new UnfilledHeaps(SMALL)) {
      for (int capacity : new int[] {SMALL, SMALL + 16, LARGE, SMALL, 64, Heap.MIN_CAPACITY}) {
        written.addAll(List.of(0, capacity / 2, capacity - Long.BYTES));
        try (Heap heap = heaps.heap(capacity)) {
          assertEquals(capacity, heap.capacity());
          for (int address : written) {
            if (address <= capacity - Long.BYTES) {
              assertEquals(0, heap.getLong(address), "at " + address);
              heap.putLong(address, -1);
            }
          }
        }
      }
    }
  }

  @Test
  void heapsThatAreOpenTogetherShareNothing() {
    try (UnfilledHeaps heaps = new UnfilledHeaps(SMALL);
        Heap one = heaps.heap(SMALL);
        Heap other = heaps.heap(SMALL)) {
      one.putInt(0, 7);
      assertEquals(0, other.getInt(0));
    }
  }

  @Test
  void aHeapThatIsClosedIsNotReachedThroughItsMemory() {
    try (UnfilledHeaps heaps = new UnfilledHeaps(SMALL)) {
      Heap closed = heaps.heap(SMALL);
      closed.close();
      closed.close(); // does nothing
      try (Heap open = heaps.heap(SMALL);
          Heap other = heaps.heap(SMALL)) {
        open.putInt(0, 7);
        assertEquals(0, other.getInt(0));
        assertThrows(IndexOutOfBoundsException.class, () -> closed.getInt(0));
      }
    }
  }

  @Test
  void aHeapOutsideTheLimitsIsRefused() {
    try (UnfilledHeaps heaps = new UnfilledHeaps(SMALL)) {
      assertThrows(IllegalArgumentException.class, () -> heaps.heap(1L + Heap.MAX_CAPACITY));
      assertThrows(IllegalArgumentException.class, () -> heaps.heap(Heap.MIN_CAPACITY - 1));
    }
  }
}
