// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.contract.ledger.HeapLedger;

/**
 * Checks a heap's state: the walk against the ledger and against what the client holds, footprint
 * and largest request against the walk (C5). O(heap's tiles · log of them).
 */
final class HeapStateCheck extends TilingCheck {
  private final Allocator allocator;
  private final int capacity;
  private final HeapLedger ledger;
  private final boolean hasAddresses;
  private long[] free = new long[64]; // from and to in turn
  private int freeCount;
  private int comparedCount; // of the free tiles
  private long largestFreeTile;
  private long usedBytes;
  private int usedTiles;

  HeapStateCheck(Allocator allocator, int capacity, HeapLedger ledger, boolean hasAddresses) {
    super(capacity);
    this.allocator = allocator;
    this.capacity = capacity;
    this.ledger = ledger;
    this.hasAddresses = hasAddresses;
  }

  /** Checks the state of a heap with the {@code live} blocks. */
  void check(LiveBlockTotals live) {
    freeCount = 0;
    largestFreeTile = 0;
    usedBytes = 0;
    usedTiles = 0;
    walk(allocator);
    checkUsed(live);
    if (hasAddresses) {
      checkLedger(live);
    }
    checkFootprint();
    checkLargestFree();
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    super.used(from, to, handle, lockDepth);
    usedBytes += to - from;
    usedTiles++;
    if (hasAddresses) {
      checkPlace(from, to, handle);
    }
  }

  @Override
  public void free(long from, long to) {
    super.free(from, to);
    if (2 * freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * free.length);
    }
    free[2 * freeCount] = from;
    free[2 * freeCount + 1] = to;
    freeCount++;
    largestFreeTile = Math.max(largestFreeTile, to - from);
  }

  private void checkPlace(long from, long to, long handle) {
    if (from != ledger.addressOf(handle) || to - from != ledger.sizeOf(handle)) {
      throw violation(
          "C5: the walk shows handle %d at bytes %d to %d (exclusive), but the listener was"
              + " notified of %d bytes at %d",
          handle, from, to, ledger.sizeOf(handle), ledger.addressOf(handle));
    }
  }

  private void checkUsed(LiveBlockTotals live) {
    if (usedTiles != live.tiles() || usedBytes != live.bytes()) {
      throw violation(
          "C5: the walk shows %d used tiles of %d bytes, but %d of %d bytes are live",
          usedTiles, usedBytes, live.tiles(), live.bytes());
    }
  }

  private void checkLedger(LiveBlockTotals live) {
    if (ledger.blockCount() != live.blocks() || ledger.usedBytes() != live.bytes()) {
      throw violation(
          "C5: the allocator has notified of %d blocks of %d bytes in all, but %d blocks of %d"
              + " bytes are live",
          ledger.blockCount(), ledger.usedBytes(), live.blocks(), live.bytes());
    }
    comparedCount = 0;
    ledger.forEachFreeTile(this::compareFree);
    if (comparedCount < freeCount) {
      throw violation(
          "C5: the walk shows bytes %d to %d (exclusive) as free, but by the events of the"
              + " allocator they are not",
          free[2 * comparedCount], free[2 * comparedCount + 1]);
    }
  }

  private void compareFree(int from, int to) {
    int walked = comparedCount++;
    if (walked >= freeCount || free[2 * walked] != from || free[2 * walked + 1] != to) {
      throw violation(
          "C5: bytes %d to %d (exclusive) are free by the events of the allocator, but its walk"
              + " does not show them as free",
          from, to);
    }
  }

  private void checkFootprint() {
    long footprint = allocator.footprint();
    if (footprint < 0 || footprint > capacity || capacity - footprint > largestFreeTile) {
      throw violation(
          "C5: the footprint of %d bytes is outside of the heap of %d, or leaves more bytes above"
              + " it than the largest free tile, %d",
          footprint, capacity, largestFreeTile);
    }
  }

  private void checkLargestFree() {
    long largest = allocator.largestFree();
    if (largest < -1 || largest > largestFreeTile) {
      throw violation(
          "C5: the largest request is reported as %d bytes, but the largest free tile has %d",
          largest, largestFreeTile);
    }
  }
}
