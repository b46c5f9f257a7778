// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all kinds of heap. */
final class HeapTest {
  private enum Kind {
    PLAIN,
    COUNTING,
    RESERVED,
    UNFILLED;

    Heap create(long capacity) {
      return switch (this) {
        case PLAIN -> new PlainHeap(capacity);
        case COUNTING -> new LoadStoreCountingHeap(capacity);
        case RESERVED -> new ReservedHeap(Heap.checkCapacity(capacity));
        case UNFILLED -> new UnfilledHeaps(capacity).reserved(Heap.checkCapacity(capacity));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreLittleEndianAndMayBeUnaligned(Kind kind) {
    Heap heap = kind.create(64);
    heap.putInt(1, 0x04030201);
    heap.putLong(7, 0x0807060504030201L);
    for (int i = 0; i < 4; i++) {
      assertEquals(i + 1, heap.getByte(1 + i));
    }
    for (int i = 0; i < 8; i++) {
      assertEquals(i + 1, heap.getByte(7 + i));
    }
    assertEquals(0x04030201, heap.getInt(1));
    assertEquals(0x0807060504030201L, heap.getLong(7));
  }

  @ParameterizedTest
  @EnumSource
  void aByteIsUnsignedAndTakesTheLowBits(Kind kind) {
    Heap heap = kind.create(64);
    heap.putByte(63, 0x1ff);
    assertEquals(255, heap.getByte(63));
  }

  @ParameterizedTest
  @EnumSource
  void startsZeroed(Kind kind) {
    Heap heap = kind.create(64);
    for (int address = 0; address < 64; address += 8) {
      assertEquals(0, heap.getLong(address));
    }
  }

  @ParameterizedTest
  @EnumSource
  void copiesAsThroughABuffer(Kind kind) {
    Heap heap = kind.create(64);
    heap.putLong(0, 0x0807060504030201L);
    heap.copy(0, 1, 8);
    assertEquals(0x0807060504030201L, heap.getLong(1));
    heap.copy(1, 0, 8);
    assertEquals(0x0807060504030201L, heap.getLong(0));
  }

  @ParameterizedTest
  @EnumSource
  void accessesOutsideAreRefused(Kind kind) {
    Heap heap = kind.create(64);
    assertThrows(IndexOutOfBoundsException.class, () -> heap.getByte(64));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.putByte(-1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.getInt(61));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.putInt(61, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.getLong(57));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.putLong(-1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.copy(0, 60, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.copy(60, 0, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> heap.copy(0, 8, -1));
  }

  @ParameterizedTest
  @EnumSource
  void regionsLieBesideTheHeap(Kind kind) {
    Heap heap = kind.create(64);
    Heap region = heap.newRegion(4);
    region.putInt(0, 7);
    assertEquals(4, region.capacity());
    assertEquals(0, heap.getInt(0));
    assertEquals(0, heap.newRegion(0).capacity());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNFILLED")
  void payloadAndUncountedViewShareTheBytes(Kind kind) {
    Heap heap = kind.create(64);
    heap.payload().write(60, new byte[] {9, 1, 2, 3, 4}, 1, 4);
    assertEquals(0x04030201, heap.getInt(60));
    assertEquals(0x04030201, heap.uncounted().getInt(60));
    heap.uncounted().putByte(60, 8);
    assertEquals(8, heap.getByte(60));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 63, (1L << 31) - 15, 1L << 32})
  void aCapacityOutOfRangeIsRefused(long capacity) {
    for (Kind kind : Kind.values()) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> kind.create(capacity));
      assertEquals(
          "heap of " + capacity + " bytes: must be 64 to 2147483632", refusal.getMessage());
    }
  }

  @Test
  void theLimitsThemselvesAreAccepted() {
    assertEquals(64, Heap.checkCapacity(Heap.MIN_CAPACITY));
    assertEquals((1L << 31) - 16, Heap.checkCapacity(Heap.MAX_CAPACITY));
    assertEquals(64, new PlainHeap(64).capacity());
  }

  @Test
  void payloadTellsTheFirstByteThatDiffers() {
    Payload payload = new PlainHeap(64).payload();
    byte[] expected = {7, 1, 2, 3};
    payload.write(10, expected, 1, 3);
    assertEquals(-1, payload.mismatch(10, expected, 1, 3));
    payload.write(12, new byte[] {0}, 0, 1);
    assertEquals(2, payload.mismatch(10, expected, 1, 3));
    byte[] read = new byte[3];
    payload.read(10, read, 1, 2);
    assertEquals(2, read[2]);
  }

  @Test
  void payloadRefusesWhatLiesOutside() {
    Payload payload = new PlainHeap(64).payload();
    byte[] bytes = new byte[8];
    assertThrows(IndexOutOfBoundsException.class, () -> payload.write(57, bytes, 0, 8));
    assertThrows(IndexOutOfBoundsException.class, () -> payload.read(1L << 32, bytes, 0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> payload.mismatch(-1, bytes, 0, 1));
    assertTrue(payload.mismatch(64, bytes, 0, 0) < 0);
  }
}
