// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PinnedAllocatorTest {
  private final EventLog events = new EventLog();
  private final Shelf shelf = new Shelf(events);

  @Test
  void aHandleNamesTheAddress() {
    long one = shelf.malloc(3);
    long two = shelf.malloc(15);
    assertEquals(1, shelf.weakLock(one));
    assertEquals(17, shelf.lock(two));
  }

  @Test
  void requestsAboveTheMostFailUnasked() {
    assertEquals(0, shelf.malloc(16));
    assertEquals(0, shelf.malloc(1L << 32)); // its low half is 0
    long block = shelf.malloc(1);
    assertEquals(ReallocOutcome.FAILED, shelf.realloc(block, (1L << 32) + 1));
    assertEquals("placed 1 1 1 0-16", events.toString());
  }

  @Test
  void aFullHeapGivesNoHandle() {
    Set<Long> handles = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      handles.add(shelf.malloc(1));
    }
    assertEquals(4, handles.size());
    assertEquals(0, shelf.malloc(0));
  }

  @Test
  void aResizeThatMovesKeepsTheHandle() {
    long block = shelf.malloc(3);
    assertEquals(ReallocOutcome.COPIED, shelf.realloc(block, 9));
    assertEquals(17, shelf.weakLock(block));
    assertEquals("placed 1 1 3 0-16, freed 1, placed 1 17 9 16-32", events.toString());
  }

  @Test
  void aLockedBlockIsResizedInPlace() {
    long block = shelf.malloc(3);
    shelf.lock(block);
    assertEquals(ReallocOutcome.IN_PLACE, shelf.realloc(block, 9));
    shelf.unlock(block);
    assertEquals(ReallocOutcome.COPIED, shelf.realloc(block, 3));
  }

  @Test
  void anAlignedBlockLiesInALargerOne() {
    long block = shelf.malloc(4, 8); // of the slot's 15 bytes from 1 on, 11 are asked for
    assertEquals(8, shelf.weakLock(block));
    assertEquals("o0-8 u8-16#%d/0 f16-64".formatted(block), TileLog.of(shelf));
    assertEquals(0, shelf.malloc(9, 8)); // in the worst case it would not fit
    assertEquals("placed 1 8 4 0-16", events.toString());
    shelf.free(block);
    assertEquals("f0-64", TileLog.of(shelf));
  }

  @Test
  void aResizeThatMovesKeepsTheAlignmentAndTheContents() {
    long block = shelf.malloc(3, 4);
    assertEquals(4, shelf.weakLock(block));
    shelf.heap().putInt(4, 0x1234567);
    assertEquals(ReallocOutcome.COPIED, shelf.realloc(block, 7));
    assertEquals(20, shelf.weakLock(block));
    assertEquals(0x1234567, shelf.heap().getInt(20));
    assertEquals("placed 1 4 3 0-16, freed 1, placed 1 20 7 16-32", events.toString());
  }

  @Test
  void aHandleUsedAgainIsNoLongerAligned() {
    shelf.free(shelf.malloc(3, 8));
    long block = shelf.malloc(3);
    assertEquals(1, shelf.weakLock(block));
    assertEquals(ReallocOutcome.COPIED, shelf.realloc(block, 15));
    assertEquals(17, shelf.weakLock(block));
  }

  @Test
  void aFailedResizeTellsNothing() {
    long first = shelf.malloc(1);
    for (int i = 0; i < 3; i++) {
      assertNotEquals(0, shelf.malloc(1));
    }
    String before = events.toString();
    assertEquals(ReallocOutcome.FAILED, shelf.realloc(first, 2));
    assertEquals(1, shelf.weakLock(first));
    assertEquals(before, events.toString());
  }

  @Test
  void aFreedHandleIsUsedAgainWithoutItsLocks() {
    long block = shelf.malloc(3);
    shelf.lock(block);
    shelf.free(block);
    assertEquals(block, shelf.malloc(5));
    assertEquals("o0-1 u1-16#1/0 f16-64", TileLog.of(shelf));
  }

  @Test
  void theWalkNamesHandlesAndLocks() {
    long one = shelf.malloc(3);
    long two = shelf.malloc(0);
    long three = shelf.malloc(4);
    shelf.free(two);
    shelf.lock(three);
    shelf.lock(three);
    String tiles = "o0-1 u1-16#%d/0 f16-32 o32-33 u33-48#%d/2 f48-64".formatted(one, three);
    assertEquals(tiles, TileLog.of(shelf));
  }

  @Test
  void handlesAreUsedAgainLastFreedFirst() {
    long one = shelf.malloc(1);
    long two = shelf.malloc(1);
    long three = shelf.malloc(1);
    shelf.free(two);
    shelf.free(three);
    shelf.free(one);
    assertEquals(one, shelf.malloc(2));
    assertEquals(three, shelf.malloc(2));
    assertEquals(two, shelf.malloc(2));
  }

  /** Writes down what a listener is notified of. */
  private static final class EventLog implements PlacementListener {
    private final StringBuilder events = new StringBuilder();

    @Override
    public void placed(long handle, long address, long sizeBytes, long from, long to) {
      add("placed %d %d %d %d-%d".formatted(handle, address, sizeBytes, from, to));
    }

    @Override
    public void freed(long handle) {
      add("freed " + handle);
    }

    @Override
    public void moved(long handle, long address, long from, long to) {
      add("moved %d %d %d-%d".formatted(handle, address, from, to));
    }

    @Override
    public void reserved(long from, long to) {
      if (from < to) {
        add("reserved %d-%d".formatted(from, to));
      }
    }

    @Override
    public void released(long from, long to) {
      add("released %d-%d".formatted(from, to));
    }

    private void add(String event) {
      events.append(events.isEmpty() ? "" : ", ").append(event);
    }

    @Override
    public String toString() {
      return events.toString();
    }
  }
}
