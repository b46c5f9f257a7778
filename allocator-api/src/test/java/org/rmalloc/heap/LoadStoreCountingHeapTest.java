// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which cost is counted, one by one. */
final class LoadStoreCountingHeapTest {
  private final LoadStoreCountingHeap heap = new LoadStoreCountingHeap(64);

  @Test
  void anAccessOfUpTo4BytesCounts1() {
    heap.getByte(0);
    heap.getInt(1);
    requireTally(2, 0);
    heap.putByte(0, 1);
    heap.putInt(1, 1);
    heap.putInt(5, 1);
    requireTally(2, 3);
  }

  @Test
  void anAccessOf8BytesCounts2() {
    heap.getLong(3);
    requireTally(2, 0);
    heap.putLong(3, 1);
    requireTally(2, 2);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "4, 1", "5, 2", "8, 2", "31, 8"})
  void aCopyCountsEachStarted4BytesAsLoadAndStore(int length, int words) {
    heap.copy(0, 32, length);
    requireTally(words, words);
    assertEquals(length, heap.bytesCopied());
  }

  @Test
  void regionsCountIntoTheirHeap() {
    Heap region = heap.newRegion(16);
    region.putInt(0, 1);
    region.newRegion(4).getInt(0);
    requireTally(1, 1);
  }

  @Test
  void payloadAndUncountedViewCountNothing() {
    heap.payload().write(0, new byte[8], 0, 8);
    heap.uncounted().getInt(0);
    heap.uncounted().putLong(0, 1);
    heap.uncounted().newRegion(8).putInt(0, 1);
    heap.newRegion(8).uncounted().getInt(0);
    requireTally(0, 0);
  }

  @Test
  void aCopyThatIsRefusedCountsNothing() {
    assertThrows(IndexOutOfBoundsException.class, () -> heap.copy(0, 60, 8));
    requireTally(0, 0);
    assertEquals(0, heap.bytesCopied());
  }

  private void requireTally(long loads, long stores) {
    assertEquals(loads, heap.loads(), "loads");
    assertEquals(stores, heap.stores(), "stores");
    assertEquals(loads + stores, heap.cost(), "cost");
  }
}
