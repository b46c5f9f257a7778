// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** The diagrams of the layout classes, word by word. */
final class Rmalloc2LayoutTest {
  private static final int CAPACITY = 1 << 20;

  private final Heap heap = new PlainHeap(CAPACITY);
  private final Rmalloc2 allocator =
      new Rmalloc2(
          heap,
          new Rmalloc2Options(8, 256, 32, 127, OutOfMemoryCompactionPolicy.WINDOWS),
          PlacementListener.NONE);

  @Test
  void aShortBlockHasOneHeaderWordAndOneEntry() {
    long handle = allocator.malloc(1000);
    assertEquals(1, handle, "index 0");
    assertEquals(4, heap.getInt(CAPACITY - 4), "entry 0: the first extent, plain");
    assertEquals(8, allocator.weakLock(handle));
    assertEquals(1 | 8 | 126 << 4, heap.getInt(4), "short, previous used, 1008 / 8 units, index 0");
    assertEquals(4 + 1008 + 4, allocator.footprint());
  }

  @Test
  void theDepthOfLocksTakesThePlaceOfTheIndex() {
    allocator.malloc(1000);
    long handle = allocator.malloc(1000);
    int before = heap.getInt(1012);
    assertEquals(1, before >>> 18);
    allocator.lock(handle);
    allocator.lock(handle);
    assertEquals(5, heap.getInt(1012) & 7, "short and locked");
    assertEquals(2, heap.getInt(1012) >>> 18, "depth");
    allocator.unlock(handle);
    allocator.unlock(handle);
    assertEquals(before, heap.getInt(1012));
  }

  @Test
  void aLongBlockKeepsItsIndexBehindItsHeader() {
    allocator.malloc(8);
    long handle = allocator.malloc(200_000);
    int extent = (int) allocator.weakLock(handle) - 12;
    assertEquals(extent | 2, heap.getInt(CAPACITY - 8), "entry 1: long");
    assertEquals(2, heap.getInt(extent) & 7);
    assertEquals(1, heap.getInt(extent + 4), "index");
    assertEquals(0, heap.getInt(extent + 8), "no owner");
  }

  @Test
  void anAlignedBlockKeepsItsAlignmentWhereverItsExtentBegins() {
    long before = allocator.malloc(1000);
    long handle = allocator.malloc(100, 64);
    int extent = 4 + 1008;
    int address = (int) allocator.weakLock(handle);
    assertEquals(1024, address, "the first multiple of 64 from 12 bytes behind the extent on");
    assertEquals(extent | 1, heap.getInt(CAPACITY - 8), "entry 1: aligned");
    assertEquals(1 | 6 << 28, heap.getInt(extent + 4), "index, log2 of the alignment");
    assertEquals(0, heap.getInt(extent + 8), "no owner");
    assertEquals(168, ExtentBoundaryTag.bytes(heap.getInt(extent), 3), "12 + 100 + 64 - 8");
    heap.payload().write(address, new byte[] {1, 2, 3}, 0, 3);
    assertEquals(address, allocator.lock(handle));
    assertEquals(1 | 6 << 28, heap.getInt(extent + 4), "the depth, log2 of the alignment");
    allocator.unlock(handle);
    allocator.free(before);
    allocator.compact(CompactionBudget.UNLIMITED);
    assertEquals(64, allocator.weakLock(handle));
    assertEquals(3, heap.getByte(64 + 2));
  }

  @Test
  void anAlignedBlockInASlotKeepsItsSlabWhereItIs() {
    long below = allocator.malloc(1000);
    long slot = slot(200);
    int slotAddress = (int) allocator.weakLock(slot);
    fill();
    allocator.free(slot);
    assertEquals(200, allocator.largestFree(), "one slot, and nothing besides");
    long handle = allocator.malloc(100, 64);
    int address = (int) allocator.weakLock(handle);
    assertEquals((slotAddress + 63) & -64, address);
    assertEquals(6, heap.getByte(slotAddress + 199), "log2 of the alignment");
    allocator.free(below);
    allocator.compact(CompactionBudget.UNLIMITED);
    assertEquals(address, allocator.lock(handle));
    allocator.unlock(handle);
    int room = slotAddress + 199 - address;
    assertEquals(ReallocOutcome.IN_PLACE, allocator.realloc(handle, room));
    assertEquals(ReallocOutcome.COPIED, allocator.realloc(handle, room + 1));
    assertEquals(0, allocator.weakLock(handle) % 64);
    assertNotEquals(address, allocator.weakLock(handle));
    ExtentChecker.check(allocator);
  }

  /** Takes all that is free. */
  private void fill() {
    for (long largest = allocator.largestFree(); largest >= 0; ) {
      allocator.malloc(largest);
      largest = allocator.largestFree();
    }
  }

  @Test
  void aSlabHasFiveWordsThenSlotsThenLockBytes() {
    long handle = 0;
    for (int i = 0; i < 5; i++) { // four individuals, then a slab
      handle = allocator.malloc(24);
    }
    int slot = (int) allocator.weakLock(handle);
    int slab = slot - 20;
    assertEquals(3, heap.getInt(slab) & 7);
    int bytes = ExtentBoundaryTag.bytes(heap.getInt(slab), 3);
    assertEquals(224, bytes, "8 slots of 24 bytes and a lock byte, rounded to 8");
    assertEquals(1 | 127 << 7 | 1 << 14 | 8 << 21, heap.getInt(slab + 4), "used, first, touched");
    assertEquals(2 | 4 << 8, heap.getInt(slab + 8), "class 2, index 4");
    heap.putByte(slab + 20 + 8 * 24, 77); // undefined until a slot is locked
    allocator.lock(handle);
    assertEquals(1, heap.getByte(slab + 20 + 8 * 24), "the depth of slot 0");
    assertEquals(1, heap.getInt(slab + 4) >>> 28, "a slot may be locked");
    allocator.unlock(handle);
    assertEquals(1, heap.getInt(slab + 4) >>> 28, "no slab counts them");
    long other = allocator.malloc(20);
    assertEquals(slot + 24, allocator.weakLock(other), "slot 1");
    allocator.free(handle);
    assertEquals(127, heap.getByte(slot), "the last free slot");
    assertEquals(handle, allocator.malloc(17), "the slot freed last");
    allocator.compact(CompactionBudget.bytes(0));
    assertEquals(0, heap.getInt(slab + 4) >>> 28, "until a compaction looks");
  }

  @Test
  void whileFourBlocksAreLockedOnlySmallBlocksGetASlab() {
    long[] locked = new long[4];
    for (int i = 0; i < 4; i++) {
      locked[i] = allocator.malloc(1000);
      allocator.lock(locked[i]);
      allocator.malloc(24); // individuals, as are the first five of 48 bytes
      allocator.malloc(48);
    }
    allocator.malloc(48);
    assertFalse(BlockHandle.isSlot(allocator.malloc(48)), "four blocks are locked");
    assertTrue(BlockHandle.isSlot(allocator.malloc(24)), "up to 32 bytes that does not matter");
    allocator.unlock(locked[1]);
    assertTrue(BlockHandle.isSlot(allocator.malloc(48)), "three blocks are locked");
    allocator.lock(locked[1]);
    assertTrue(BlockHandle.isSlot(allocator.malloc(48)), "a slab that is there is used");
  }

  @Test
  void aFreedBlockIsNotCountedAsLocked() {
    long[] handles = {allocator.malloc(1000), allocator.malloc(100_000), slot(24)};
    for (long handle : handles) {
      allocator.lock(handle);
      allocator.lock(handle);
    }
    assertEquals(3, allocator.extents.lockedBlocks());
    for (long handle : handles) {
      allocator.free(handle);
    }
    assertEquals(0, allocator.extents.lockedBlocks());
  }

  @Test
  void aBlockThatOutgrowsItsSlotKeepsItsHandle() {
    long handle = slot(40);
    int address = (int) allocator.weakLock(handle);
    heap.payload().write(address, new byte[] {1, 2, 3, 4, 5}, 0, 5);
    assertEquals(ReallocOutcome.IN_PLACE, allocator.realloc(handle, 37));
    assertEquals(ReallocOutcome.COPIED, allocator.realloc(handle, 900));
    int extent = (int) allocator.weakLock(handle) - 12;
    assertEquals(heap.getInt(extent + 4), heap.getInt(address), "the slot names the entry");
    assertNotEquals(0, heap.getInt(extent + 8), "and the block its slot");
    assertEquals(5, heap.getByte((int) allocator.weakLock(handle) + 4));
    assertEquals(ReallocOutcome.COPIED, allocator.realloc(handle, 30));
    assertEquals(address, allocator.weakLock(handle), "back in its slot");
    assertEquals(5, heap.getByte(address + 4));
    ExtentChecker.check(allocator);
  }

  @Test
  void aLockedBlockGrowsIntoThePlaceOfItsNeighbour() {
    long handle = allocator.malloc(500);
    long neighbour = allocator.malloc(2000);
    allocator.malloc(1000);
    int before = (int) allocator.weakLock(neighbour);
    heap.payload().write(before, new byte[] {1, 2, 3}, 0, 3);
    long address = allocator.lock(handle);
    assertEquals(ReallocOutcome.IN_PLACE, allocator.realloc(handle, 900));
    assertEquals(address, allocator.weakLock(handle));
    int after = (int) allocator.weakLock(neighbour);
    assertNotEquals(before, after);
    assertEquals(3, heap.getByte(after + 2));
    ExtentChecker.check(allocator);
    allocator.lock(allocator.malloc(1600)); // what is left of the neighbour's place
    assertEquals(ReallocOutcome.FAILED, allocator.realloc(handle, 1000), "it is locked, too");
  }

  @Test
  void aSlabThatMovesAsideLeavesItsLockBytesBehind() {
    for (int i = 0; i < 4; i++) {
      allocator.malloc(24); // individuals
    }
    long handle = allocator.malloc(500);
    long neighbour = allocator.malloc(24);
    int slab = (int) allocator.weakLock(neighbour) - 20;
    allocator.lock(neighbour);
    allocator.unlock(neighbour);
    int lockByte = 20 + 8 * 24;
    heap.putByte(slab + 224 + lockByte, 77); // where the slab goes: behind itself
    allocator.lock(handle);
    assertEquals(ReallocOutcome.IN_PLACE, allocator.realloc(handle, 600));
    assertEquals(slab + 224 + 20, allocator.weakLock(neighbour));
    assertEquals(0, heap.getInt(slab + 224 + 4) >>> 28, "its lock bytes are undefined");
    allocator.lock(neighbour);
    assertEquals(1, heap.getByte(slab + 224 + lockByte), "the depth of slot 0");
  }

  @Test
  void aBlockThatIsNotLockedMovesItsNeighbourIfThatIsCheaper() {
    long small = allocator.malloc(500);
    allocator.malloc(2000);
    long large = allocator.malloc(3000);
    allocator.malloc(600);
    allocator.malloc(1000);
    assertEquals(ReallocOutcome.IN_PLACE, allocator.realloc(large, 3400));
    assertEquals(ReallocOutcome.COPIED, allocator.realloc(small, 800));
    ExtentChecker.check(allocator);
  }

  @Test
  void packingKeepsHandlesAndContents() {
    long[] handles = new long[40];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = allocator.malloc(64);
      heap.payload().write(allocator.weakLock(handles[i]), new byte[] {(byte) i}, 0, 1);
    }
    for (int i = 0; i < handles.length; i++) {
      if (i % 3 != 0) {
        allocator.free(handles[i]);
      }
    }
    long largest = allocator.maxmem();
    allocator.relieve(largest, CompactionBudget.UNLIMITED);
    ExtentChecker.check(allocator);
    assertNotEquals(Allocator.NO_HANDLE, allocator.malloc(largest));
    for (int i = 0; i < handles.length; i += 3) {
      assertEquals(i, heap.getByte((int) allocator.weakLock(handles[i])));
    }
  }

  /** A block in a slot. */
  private long slot(int sizeBytes) {
    long handle = allocator.malloc(sizeBytes);
    while (!BlockHandle.isSlot(handle)) {
      handle = allocator.malloc(sizeBytes);
    }
    return handle;
  }
}
