package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.Payload;

/**
 * Checks a heap's state from outside: the walk tiles it, and model, ledger, payloads and footprint
 * agree with the walk. O(heap) with small constants.
 */
final class StateCheck implements HeapVisitor {
  private enum Tile {
    NONE,
    USED,
    FREE,
    OVERHEAD
  }

  private final Allocator allocator;
  private final int capacity;
  private final Payload payload;
  private final boolean hasAddresses;
  private final Contents contents;
  private final Model model;
  private final ExtentMap extents;

  private Tile last;
  private long position;
  private long largestFreeTile;
  private int usedTiles;
  private int rounds;

  StateCheck(
      Candidate candidate,
      Allocator allocator,
      Heap heap,
      Contents contents,
      Model model,
      ExtentMap extents) {
    this.allocator = allocator;
    this.capacity = heap.capacity();
    this.payload = heap.payload();
    this.hasAddresses = candidate.hasAddresses();
    this.contents = contents;
    this.model = model;
    this.extents = extents;
  }

  /** Checks all but addresses, of which it asks for one; another one each time. */
  void check() {
    walk();
    checkFigures();
    if (hasAddresses && model.liveCount() > 0) {
      checkAddress(model.liveBlock(rounds++ % model.liveCount()));
    }
  }

  /** Checks everything. */
  void checkThoroughly() {
    walk();
    checkFigures();
    for (int i = 0; hasAddresses && i < model.liveCount(); i++) {
      checkAddress(model.liveBlock(i));
    }
  }

  /** The largest free tile that the last walk showed, in bytes. */
  long largestFreeTile() {
    return largestFreeTile;
  }

  private void walk() {
    last = Tile.NONE;
    position = 0;
    largestFreeTile = 0;
    usedTiles = 0;
    allocator.walk(this);
    if (position != capacity) {
      throw ContractFailure.of("the walk ends at %d, the heap at %d", position, capacity);
    }
    if (usedTiles != model.liveCount() - model.emptyCount()) {
      throw ContractFailure.of(
          "the walk shows %d used tiles, live blocks of 1 byte or more are %d",
          usedTiles, model.liveCount() - model.emptyCount());
    }
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    advance(Tile.USED, from, to);
    usedTiles++;
    int block = model.blockOf(handle);
    if (block < 0) {
      throw ContractFailure.of("the walk shows handle %d at %d, which is not live", handle, from);
    }
    if (to - from != model.sizeBytes(block)) {
      throw ContractFailure.of(
          "handle %d: %d bytes asked for, the walk shows %d",
          handle, model.sizeBytes(block), to - from);
    }
    if (lockDepth != model.lockDepth(block)) {
      throw ContractFailure.of(
          "handle %d: locked %d deep, the walk says %d",
          handle, model.lockDepth(block), (long) lockDepth);
    }
    if (hasAddresses) {
      checkPlace(block, handle, from, to);
    }
  }

  @Override
  public void free(long from, long to) {
    advance(Tile.FREE, from, to);
    largestFreeTile = Math.max(largestFreeTile, to - from);
    if (hasAddresses && !extents.isFree(from, to)) {
      throw ContractFailure.of("free in the walk, not in the ledger: within %d to %d", from, to);
    }
  }

  @Override
  public void overhead(long from, long to) {
    advance(Tile.OVERHEAD, from, to);
    if (hasAddresses && !extents.isTaken(from, to)) {
      throw ContractFailure.of(
          "overhead in the walk, free in the ledger: within %d to %d", from, to);
    }
  }

  private void advance(Tile tile, long from, long to) {
    if (from != position) {
      throw ContractFailure.of("a tile starts at %d, the one before it ends at %d", from, position);
    }
    if (to <= from || to > capacity) {
      throw ContractFailure.of("a tile from %d to %d: empty, or outside the heap", from, to);
    }
    if (tile == last && tile != Tile.USED) {
      throw ContractFailure.of("two tiles of one kind meet at %d", from);
    }
    last = tile;
    position = to;
  }

  private void checkPlace(int block, long handle, long from, long to) {
    if (!extents.isWithin(handle, from, to) || !extents.isTaken(from, to)) {
      throw ContractFailure.of(
          "handle %d: the walk shows %d to %d, not its extent", handle, from, to);
    }
    if (from != extents.address(handle)) {
      throw ContractFailure.of(
          "handle %d: at %d in the walk, at %d in the ledger",
          handle, from, extents.address(handle));
    }
    if (model.lockDepth(block) > 0 && from != model.address(block)) {
      throw ContractFailure.of(
          "handle %d: locked at %d, now at %d", handle, model.address(block), from);
    }
    int at = contents.mismatch(payload, block, from, model.sizeBytes(block));
    if (at >= 0) {
      throw ContractFailure.of("handle %d: byte %d of its payload has changed", handle, at);
    }
  }

  private void checkFigures() {
    long footprint = allocator.footprint();
    if (footprint < 0 || footprint > capacity) {
      throw ContractFailure.of("the footprint is %d, the heap %d", footprint, capacity);
    }
    if (capacity - footprint > largestFreeTile) {
      throw ContractFailure.of(
          "footprint %d: leaves %d unclaimed, the largest free tile is %d",
          footprint, capacity - footprint, largestFreeTile);
    }
    if (hasAddresses && extents.liveCount() != model.liveCount()) {
      throw ContractFailure.of(
          "%d blocks in the ledger, %d live", extents.liveCount(), model.liveCount());
    }
    long largestFree = allocator.largestFree();
    if (largestFree < -1 || largestFree > largestFreeTile) {
      throw ContractFailure.of(
          "the largest request is said to be %d, the largest free tile is %d",
          largestFree, largestFreeTile);
    }
  }

  private void checkAddress(int block) {
    long handle = model.handle(block);
    long address = allocator.weakLock(handle);
    if (address != extents.address(handle)) {
      throw ContractFailure.of(
          "handle %d: weakLock says %d, the ledger %d", handle, address, extents.address(handle));
    }
    if (model.lockDepth(block) > 0 && address != model.address(block)) {
      throw ContractFailure.of(
          "handle %d: locked at %d, now at %d", handle, model.address(block), address);
    }
  }
}
