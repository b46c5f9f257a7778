// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;

/** Compares the blocks that a walk shows with those of the model. O(heap's tiles). */
final class HeapWalkModelCheck implements HeapVisitor {
  private final Allocator allocator;
  private final LiveBlockModel model;
  private final boolean checksAddresses;
  private int tiles;

  /**
   * A check of an allocator against a model.
   *
   * @param checksAddresses whether the walk shows addresses
   */
  HeapWalkModelCheck(Allocator allocator, LiveBlockModel model, boolean checksAddresses) {
    this.allocator = allocator;
    this.model = model;
    this.checksAddresses = checksAddresses;
  }

  void check() {
    tiles = 0;
    allocator.walk(this);
    if (tiles != model.liveCount() - model.emptyCount()) {
      throw ContractAssertionError.of(
          "the walk shows %d used tiles, but %d blocks of 1 byte or more are live",
          tiles, model.liveCount() - model.emptyCount());
    }
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    tiles++;
    int block = model.blockOf(handle);
    if (block < 0) {
      throw ContractAssertionError.of(
          "the walk shows handle %d at %d, which is not live", handle, from);
    }
    if (to - from != model.sizeBytes(block) || lockDepth != model.lockDepth(block)) {
      throw ContractAssertionError.of(
          "handle %d has %d bytes and is locked %d deep, but the walk shows %d bytes, locked %d"
              + " deep",
          handle, model.sizeBytes(block), model.lockDepth(block), to - from, lockDepth);
    }
    if (checksAddresses && from % model.alignment(block) != 0) {
      throw ContractAssertionError.of(
          "the walk shows handle %d at %d, which is no multiple of its alignment, %d",
          handle, from, model.alignment(block));
    }
  }

  @Override
  public void free(long from, long to) {}

  @Override
  public void overhead(long from, long to) {}
}
