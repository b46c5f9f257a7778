// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/** What {@code policy=incremental} does before the break rises, in a heap that is never full. */
final class IncrementalPolicyTest {
  private static final int BLOCKS = 40;
  private static final int BLOCK_BYTES = 1000;
  private static final int REQUEST_BYTES = 1500; // more than a hole, fewer than two

  private final Rmalloc2 allocator =
      new Rmalloc2(
          new PlainHeap(1 << 20),
          new Rmalloc2Options(8, 0, 0, 127, OutOfMemoryCompactionPolicy.INCREMENTAL),
          PlacementListener.NONE);

  @Test
  void roomIsMadeBelowTheBreakBeforeThatRises() {
    fillHalf();
    long footprint = allocator.footprint();
    assertEquals(Allocator.NO_HANDLE, allocator.malloc(REQUEST_BYTES), "the break would rise");
    CompactionResult done = allocator.relieve(REQUEST_BYTES, CompactionBudget.UNLIMITED);
    assertTrue(done.bytesMoved() > 0, done::toString);
    assertTrue(done.bytesMoved() <= 1024 + 4 * (REQUEST_BYTES + 4), done::toString);
    assertNotEquals(Allocator.NO_HANDLE, allocator.malloc(REQUEST_BYTES));
    assertEquals(footprint, allocator.footprint());
    ExtentChecker.check(allocator);
  }

  @Test
  void theBreakRisesWhereTheBudgetForbidsAMove() {
    fillHalf();
    long footprint = allocator.footprint();
    CompactionResult done = allocator.relieve(REQUEST_BYTES, CompactionBudget.bytes(0));
    assertEquals(0, done.bytesMoved());
    assertNotEquals(Allocator.NO_HANDLE, allocator.malloc(REQUEST_BYTES));
    assertTrue(allocator.footprint() > footprint);
  }

  @Test
  void theBreakRisesAtOnceWhereTooFewBytesAreFreeBelow() {
    fillHalf();
    int request = BLOCKS * BLOCK_BYTES;
    assertEquals(CompactionResult.NOTHING, allocator.relieve(request, CompactionBudget.UNLIMITED));
    assertNotEquals(Allocator.NO_HANDLE, allocator.malloc(request));
  }

  /** Places blocks and frees every other one. */
  private void fillHalf() {
    long[] handles = new long[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      handles[i] = allocator.malloc(BLOCK_BYTES);
      if (handles[i] == Allocator.NO_HANDLE) {
        allocator.relieve(BLOCK_BYTES, CompactionBudget.UNLIMITED);
        handles[i] = allocator.malloc(BLOCK_BYTES);
      }
    }
    for (int i = 0; i < BLOCKS; i += 2) {
      allocator.free(handles[i]);
    }
  }
}
