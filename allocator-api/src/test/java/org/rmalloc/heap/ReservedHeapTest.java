// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Heaps outside the Java heap. */
final class ReservedHeapTest {
  private static final int LAST_INT = Heap.MAX_CAPACITY - 4;

  @Test
  void largeHeapsAndRegionsAreReservedAndSmallOnesAreArrays() {
    int least = Heap.MIN_RESERVED_BYTES;
    assertInstanceOf(PlainHeap.class, Heap.plain(least - 1));
    assertEquals(least - 1, Heap.javaHeapBytes(least - 1));
    assertEquals(0, Heap.javaHeapBytes(least));
    try (Heap large = Heap.plain(least)) {
      assertInstanceOf(ReservedHeap.class, large);
      assertInstanceOf(PlainHeap.class, large.newRegion(least - 1));
      assertInstanceOf(ReservedHeap.class, large.newRegion(least));
    }
  }

  @Test
  void theLargestHeapHoldsBytesUpToItsEnd() {
    try (Heap heap = Heap.plain(Heap.MAX_CAPACITY)) {
      heap.putInt(LAST_INT, 0x04030201);
      heap.copy(LAST_INT, LAST_INT - 1, 4);
      assertEquals(0x04040302_01000000L, heap.getLong(LAST_INT - 4));
      assertThrows(IndexOutOfBoundsException.class, () -> heap.getInt(LAST_INT + 1));
    }
  }

  @Test
  void aClosedHeapAndItsRegionsRefuseEveryAccess() {
    Heap counting = new LoadStoreCountingHeap(Heap.MIN_RESERVED_BYTES);
    Heap region = counting.newRegion(Heap.MIN_RESERVED_BYTES);
    counting.close();
    counting.close();
    for (Heap closed : new Heap[] {counting, counting.uncounted(), region}) {
      assertThrows(IndexOutOfBoundsException.class, () -> closed.getByte(0));
      assertThrows(IndexOutOfBoundsException.class, () -> closed.putLong(0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> closed.copy(0, 8, 8));
    }
  }

  @Test
  void costsWhatIsTouchedAndGivesItBack() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")));
    long before = residentBytes();
    for (int i = 0; i < 10; i++) {
      try (Heap heap = new LoadStoreCountingHeap(Heap.MAX_CAPACITY)) {
        for (int address = 0; address < 32 << 20; address += 1024) {
          assertEquals(0, heap.getInt(address));
          heap.putInt(address, 1);
        }
        assertEquals(0, heap.getInt(LAST_INT));
      }
    }
    long grown = residentBytes() - before;
    assertTrue(grown < 128 << 20, "grown by " + grown);
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
