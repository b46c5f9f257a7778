// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.PlacementListener;

/**
 * Keeps a heap's tiles from placement events, and refuses an event that contradicts those before,
 * which then changes nothing.
 *
 * <p>Invariants: (L1) extents and reservations lie in the heap and overlap nowhere; (L2) the bytes
 * asked for lie in their block's extent; (L3) an event names a live block, or when one is placed a
 * handle that is not live; (L4) what is released was reserved. Everything else is free: a free tile
 * is a longest run of free bytes.
 *
 * <p>O(1) expected an event, and O(n / 4096) of an extent of n bytes; no allocation but for growth.
 */
public final class HeapLedger implements PlacementListener {
  private final int heapSize;
  private final AddressBitSet free;
  private final AddressBitSet reserved;
  private final LedgerBlockTable blocks = new LedgerBlockTable();
  private long usedBytes;
  private long internalBytes;
  private long eventCount;
  private long relocationCount;

  /** A ledger of a heap that is all free. */
  public HeapLedger(int heapSize) {
    this.heapSize = heapSize;
    free = new AddressBitSet(heapSize);
    reserved = new AddressBitSet(heapSize);
    free.add(0, heapSize);
  }

  /** Bytes asked for by live blocks. O(1). */
  public long usedBytes() {
    return usedBytes;
  }

  /** Bytes in free tiles. O(1). */
  public long freeBytes() {
    return free.total();
  }

  /** Heap size − used − free. O(1). */
  public long overheadBytes() {
    return heapSize - usedBytes - free.total();
  }

  /** Bytes in the extents of live blocks beyond those asked for. O(1). */
  public long internalBytes() {
    return internalBytes;
  }

  /** The largest free tile, in bytes; 0 if there is none. Looks at the whole heap. */
  public long largestFreeTile() {
    return free.longest();
  }

  /** Live blocks. O(1). */
  public int blockCount() {
    return blocks.count();
  }

  /** Events notified of so far. O(1). */
  public long eventCount() {
    return eventCount;
  }

  /** How often so far a block was moved to another address. O(1). */
  public long relocationCount() {
    return relocationCount;
  }

  /** Visits the free tiles in the order of their addresses. */
  public void forEachFreeTile(AddressRangeVisitor visitor) {
    free.forEach(visitor);
  }

  /** The address of a live block's payload, or −1 when the handle names no live block. */
  public long addressOf(long handle) {
    int cell = blocks.find(handle);
    return cell == LedgerBlockTable.NO_CELL ? -1 : blocks.address(cell);
  }

  /** What was asked for a live block, in bytes, or −1 when the handle names no live block. */
  public long sizeOf(long handle) {
    int cell = blocks.find(handle);
    return cell == LedgerBlockTable.NO_CELL ? -1 : blocks.size(cell);
  }

  @Override
  public void placed(long handle, long address, long sizeBytes, long extentFrom, long extentTo) {
    eventCount++;
    if (blocks.find(handle) != LedgerBlockTable.NO_CELL) {
      throw new InvariantViolation(
          "L3: the allocator reports that handle %d is placed, but it is live already"
              .formatted(handle));
    }
    checkPayload(handle, address, sizeBytes, extentFrom, extentTo);
    take(handle, extentFrom, extentTo);
    blocks.add(handle, (int) extentFrom, (int) extentTo, (int) address, (int) sizeBytes);
    usedBytes += sizeBytes;
    internalBytes += extentTo - extentFrom - sizeBytes;
  }

  @Override
  public void freed(long handle) {
    eventCount++;
    int cell = liveCell(handle, "freed");
    int from = blocks.from(cell);
    int to = blocks.to(cell);
    usedBytes -= blocks.size(cell);
    internalBytes -= to - from - blocks.size(cell);
    free.add(from, to);
    blocks.remove(cell);
  }

  @Override
  public void moved(long handle, long address, long extentFrom, long extentTo) {
    eventCount++;
    int cell = liveCell(handle, "moved");
    int size = blocks.size(cell);
    checkPayload(handle, address, size, extentFrom, extentTo);
    free.add(blocks.from(cell), blocks.to(cell));
    if (!isFree(extentFrom, extentTo)) {
      free.remove(blocks.from(cell), blocks.to(cell));
      throw notFree("block " + handle, extentFrom, extentTo);
    }
    free.remove((int) extentFrom, (int) extentTo);
    relocationCount += address != blocks.address(cell) ? 1 : 0;
    internalBytes += (extentTo - extentFrom) - (blocks.to(cell) - blocks.from(cell));
    blocks.set(cell, (int) extentFrom, (int) extentTo, (int) address, size);
  }

  @Override
  public void reserved(long from, long to) {
    eventCount++;
    if (!isFree(from, to)) {
      throw notFree("a reservation", from, to);
    }
    free.remove((int) from, (int) to);
    reserved.add((int) from, (int) to);
  }

  @Override
  public void released(long from, long to) {
    eventCount++;
    checkInHeap("released", from, to);
    if (!reserved.containsAll((int) from, (int) to)) {
      throw new InvariantViolation(
          "L4: bytes %d to %d (exclusive) are released, but not all of them are reserved"
              .formatted(from, to));
    }
    reserved.remove((int) from, (int) to);
    free.add((int) from, (int) to);
  }

  private void take(long handle, long from, long to) {
    if (!isFree(from, to)) {
      throw notFree("block " + handle, from, to);
    }
    free.remove((int) from, (int) to);
  }

  private boolean isFree(long from, long to) {
    return isInHeap(from, to) && free.containsAll((int) from, (int) to);
  }

  private void checkInHeap(String what, long from, long to) {
    if (!isInHeap(from, to)) {
      throw notFree(what, from, to);
    }
  }

  private boolean isInHeap(long from, long to) {
    return 0 <= from && from <= to && to <= heapSize;
  }

  private InvariantViolation notFree(String what, long from, long to) {
    return new InvariantViolation(
        "L1: %s takes bytes %d to %d (exclusive) of a heap of %d, which are not all free"
            .formatted(what, from, to, heapSize));
  }

  private static void checkPayload(long handle, long address, long size, long from, long to) {
    if (size < 0 || address < from || size > to - address) {
      throw new InvariantViolation(
          "L2: the allocator reports handle %d with %d bytes at %d, outside of the tile that it reports with it, bytes %d to %d (exclusive)"
              .formatted(handle, size, address, from, to));
    }
  }

  private int liveCell(long handle, String what) {
    int cell = blocks.find(handle);
    if (cell == LedgerBlockTable.NO_CELL) {
      throw new InvariantViolation(
          "L3: handle %d is %s, though it is not live".formatted(handle, what));
    }
    return cell;
  }
}
