// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.InvalidHandleException;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/** Faults of the original that this allocator must not have, one test each. */
final class FaultsOf2014Test {
  private static final int CAPACITY = 2000;

  static List<AllocatorProvider> compacting() {
    return List.of(new RmallocCompactingProvider(), new RmallocCompactingMaxmemProvider());
  }

  static List<AllocatorProvider> all() {
    List<AllocatorProvider> providers = new ArrayList<>(compacting());
    providers.add(new RmallocProvider());
    return providers;
  }

  /** Unused headers: its list kept one entry, the others were lost until the heap was full. */
  @ParameterizedTest
  @MethodSource("compacting")
  void headersDoNotLeak(AllocatorProvider provider) {
    Allocator allocator = provider.create(new PlainHeap(CAPACITY));
    long most = mostBlocks(allocator);
    for (int round = 0; round < 1000; round++) {
      assertEquals(most, mostBlocks(allocator), "round " + round);
    }
  }

  /** Allocates blocks of 8 bytes until the heap is full, frees them, compacts. */
  private static long mostBlocks(Allocator allocator) {
    List<Long> handles = new ArrayList<>();
    for (long handle = allocator.malloc(8); handle != 0; handle = allocator.malloc(8)) {
      handles.add(handle);
    }
    handles.forEach(allocator::free);
    allocator.compact(CompactionBudget.UNLIMITED);
    return handles.size();
  }

  /** Lists after compaction: they named headers that had become block area. */
  @ParameterizedTest
  @MethodSource("compacting")
  void listsNameNoHeaderThatWasGivenBack(AllocatorProvider provider) {
    Rmalloc allocator = (Rmalloc) provider.create(new PlainHeap(CAPACITY));
    long[] handles = mallocAll(allocator, 30, 40, 50, 60, 70);
    allocator.lock(handles[1]);
    allocator.free(handles[0]);
    allocator.free(handles[2]);
    allocator.free(handles[4]);
    allocator.compact(CompactionBudget.UNLIMITED);
    ArenaChecker.check(allocator);
    fillUp(allocator); // bumping now overwrites what was the table's low end
    ArenaChecker.check(allocator);
  }

  /** Compaction with locks: it needed two spare headers, was given one, and crashed. */
  @ParameterizedTest
  @MethodSource("compacting")
  void aHoleIsNotFilledWithoutAHeaderForWhatIsLeftBehind(AllocatorProvider provider) {
    Rmalloc allocator = (Rmalloc) provider.create(new PlainHeap(CAPACITY));
    // Holes in front of locked blocks; behind them blocks, each larger than the one before.
    long[] holes = new long[4];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = allocator.malloc(100);
      allocator.lock(allocator.malloc(10));
    }
    for (int i = 0; i < 6; i++) {
      allocator.malloc(20 + 10 * i);
      allocator.lock(allocator.malloc(10));
    }
    Arrays.stream(holes).forEach(allocator::free);
    int spare = allocator.arena.table.unused();
    CompactionResult compaction = allocator.compact(CompactionBudget.UNLIMITED);
    assertEquals(spare, compaction.blocksMoved(), "each leaves a hole, which needs a header");
    assertTrue(compaction.finished());
    ArenaChecker.check(allocator);
  }

  /** Reuse: an exact fit was refused, and the block lost. */
  @ParameterizedTest
  @MethodSource("all")
  void anExactFitIsTaken(AllocatorProvider provider) {
    Allocator allocator = provider.create(new PlainHeap(CAPACITY));
    long[] handles = mallocAll(allocator, 50, 64, 50);
    long address = allocator.weakLock(handles[1]);
    fillUp(allocator);
    allocator.free(handles[1]);
    assertEquals(address, allocator.weakLock(allocator.malloc(64)));
    assertEquals(0, allocator.malloc(64));
  }

  /** Lowest block: reuse of the block at the very bottom aborted. */
  @ParameterizedTest
  @MethodSource("all")
  void theBlockAtTheBottomIsReused(AllocatorProvider provider) {
    Rmalloc allocator = (Rmalloc) provider.create(new PlainHeap(CAPACITY));
    long lowest = allocator.malloc(40);
    assertEquals(allocator.arena.base, allocator.weakLock(lowest));
    fillUp(allocator);
    allocator.free(lowest);
    assertEquals(allocator.arena.base, allocator.weakLock(allocator.malloc(40)));
    ArenaChecker.check(allocator);
  }

  /** Lock: a freed handle was revived by it. */
  @ParameterizedTest
  @MethodSource("all")
  void lockingAFreedHandleIsRefused(AllocatorProvider provider) {
    Rmalloc rmalloc = (Rmalloc) provider.create(new PlainHeap(CAPACITY));
    Allocator allocator = new MisuseCheckingAllocator(rmalloc);
    long handle = allocator.malloc(100);
    allocator.free(handle);
    assertThrows(InvalidHandleException.class, () -> allocator.lock(handle));
    ArenaChecker.check(rmalloc);
    assertEquals(0, rmalloc.arena.usedBlocks());
  }

  /** Lock: handles were not checked. */
  @ParameterizedTest
  @MethodSource("all")
  void anAddressWithinTheTableThatIsNoHandleIsRefused(AllocatorProvider provider) {
    Allocator allocator = new MisuseCheckingAllocator(provider.create(new PlainHeap(CAPACITY)));
    long handle = allocator.malloc(100);
    assertThrows(InvalidHandleException.class, () -> allocator.lock(handle + 1));
    assertThrows(InvalidHandleException.class, () -> allocator.free(0));
  }

  /** Lock: the first unlock ended all locks. */
  @ParameterizedTest
  @MethodSource("compacting")
  void locksNest(AllocatorProvider provider) {
    Allocator allocator = provider.create(new PlainHeap(CAPACITY));
    long[] handles = mallocAll(allocator, 100, 50);
    for (int depth = 0; depth < Allocator.MAX_LOCK_DEPTH; depth++) {
      allocator.lock(handles[1]);
    }
    allocator.free(handles[0]);
    long address = allocator.weakLock(handles[1]);
    for (int depth = Allocator.MAX_LOCK_DEPTH; depth > 0; depth--) {
      allocator.compact(CompactionBudget.UNLIMITED);
      assertEquals(address, allocator.weakLock(handles[1]), "locked " + depth + " deep");
      allocator.unlock(handles[1]);
    }
    allocator.compact(CompactionBudget.UNLIMITED);
    assertEquals(address - 100, allocator.weakLock(handles[1]));
  }

  /** Heap map: blocks that had moved were painted at their old place. */
  @ParameterizedTest
  @MethodSource("compacting")
  void aMoveIsToldWithItsNewPlace(AllocatorProvider provider) {
    List<String> moves = new ArrayList<>();
    PlacementListener listener = new MoveLog(moves);
    OptionValues defaults = OptionValues.defaults(provider.options());
    Allocator allocator = provider.create(new PlainHeap(CAPACITY), defaults, listener);
    long[] handles = mallocAll(allocator, 100, 50);
    long address = allocator.weakLock(handles[0]);
    allocator.free(handles[0]);
    allocator.compact(CompactionBudget.UNLIMITED);
    assertEquals(
        List.of(handles[1] + " at " + address + ": " + address + "-" + (address + 50)), moves);
    assertEquals(address, allocator.weakLock(handles[1]));
  }

  private static long[] mallocAll(Allocator allocator, int... sizes) {
    return Arrays.stream(sizes).mapToLong(allocator::malloc).toArray();
  }

  /** Takes all that is left above the blocks. */
  private static void fillUp(Allocator allocator) {
    assertNotEquals(0, allocator.malloc(allocator.largestFree()));
  }

  /** Writes down moves alone. */
  private record MoveLog(List<String> moves) implements PlacementListener {
    @Override
    public void placed(long handle, long address, long size, long from, long to) {}

    @Override
    public void freed(long handle) {}

    @Override
    public void moved(long handle, long address, long from, long to) {
      moves.add(handle + " at " + address + ": " + from + "-" + to);
    }

    @Override
    public void reserved(long from, long to) {}

    @Override
    public void released(long from, long to) {}
  }
}
