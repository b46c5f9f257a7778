// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/**
 * An allocator for examples worked by hand, which speak of block sizes and payload addresses. The
 * invariants are checked after each step.
 */
final class Fixture {
  static final long NEVER = Long.MAX_VALUE;

  final Heap heap;
  final DlMalloc allocator;
  private final DlMallocInvariants invariants;

  Fixture(int capacity, int granularity, long trimThreshold) {
    this(capacity, granularity, 0, trimThreshold);
  }

  Fixture(int capacity, int granularity, int start, long trimThreshold) {
    heap = new PlainHeap(capacity);
    allocator = new DlMalloc(heap, granularity, start, trimThreshold, PlacementListener.NONE);
    invariants = new DlMallocInvariants(allocator, heap, granularity, start);
  }

  Fixture() {
    this(1 << 20, 4096, NEVER);
  }

  /** Allocates a block of {@code blockBytes}, asking for all that such a block can serve. */
  long block(int blockBytes) {
    return malloc(blockBytes - 4);
  }

  /** The same, with a block behind it that stays, so that it has no free neighbours once freed. */
  long fenced(int blockBytes) {
    long handle = block(blockBytes);
    block(16);
    return handle;
  }

  /** Fenced blocks of the given sizes, freed in that order; returns their addresses. */
  int[] holes(int... blockBytes) {
    long[] handles = new long[blockBytes.length];
    int[] addresses = new int[blockBytes.length];
    for (int i = 0; i < blockBytes.length; i++) {
      handles[i] = fenced(blockBytes[i]);
      addresses[i] = at(handles[i]);
    }
    for (long handle : handles) {
      free(handle);
    }
    return addresses;
  }

  long malloc(int sizeBytes) {
    long handle = allocator.malloc(sizeBytes);
    invariants.check();
    return handle;
  }

  void free(long handle) {
    allocator.free(handle);
    invariants.check();
  }

  ReallocOutcome resize(long handle, int blockBytes) {
    ReallocOutcome outcome = allocator.realloc(handle, blockBytes - 4);
    invariants.check();
    return outcome;
  }

  int at(long handle) {
    return (int) allocator.weakLock(handle);
  }

  /** What the block really takes, in bytes. */
  int bytesOf(long handle) {
    return allocator.extentTo(at(handle)) - allocator.extentFrom(at(handle));
  }

  int victimBytes() {
    return allocator.free().victim().sizeBytes();
  }

  int topBytes() {
    return allocator.free().top().sizeBytes();
  }

  /** The payload address that a block at the top's start would have. */
  int topAddress() {
    return BlockHeader.payload(allocator.free().top().block());
  }
}
