// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/** A sound allocator, broken in one way. */
final class BrokenAllocator extends ForwardingAllocator {
  /** How. */
  enum Fault {
    /** Not at all. */
    NONE,
    /** A resize that moves a block loses its first byte. */
    LOSES_A_BYTE,
    /** The largest request is said to be one byte larger than it is. */
    PROMISES_TOO_MUCH,
    /** The fourth lock of all tells an address that is 8 bytes off. */
    LIES_ABOUT_LOCKS,
    /** A free of a large block is forgotten. */
    FORGETS_A_FREE
  }

  private static final int LARGE_BYTES = 100;

  private final Heap heap;
  private final Fault fault;
  private long largeHandle;
  private int locks;

  BrokenAllocator(Allocator sound, Heap heap, Fault fault) {
    super(sound);
    this.heap = heap;
    this.fault = fault;
  }

  @Override
  public long malloc(long sizeBytes) {
    long handle = super.malloc(sizeBytes);
    largeHandle = sizeBytes >= LARGE_BYTES && handle != 0 ? handle : largeHandle;
    return handle;
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    ReallocOutcome outcome = super.realloc(handle, sizeBytes);
    if (fault == Fault.LOSES_A_BYTE && outcome == ReallocOutcome.COPIED) {
      int address = (int) super.weakLock(handle);
      heap.putByte(address, ~heap.getByte(address));
    }
    return outcome;
  }

  @Override
  public void free(long handle) {
    if (fault != Fault.FORGETS_A_FREE || handle != largeHandle) {
      super.free(handle);
    }
  }

  @Override
  public long lock(long handle) {
    long address = super.lock(handle);
    return fault == Fault.LIES_ABOUT_LOCKS && ++locks == 4 ? address - 8 : address;
  }

  @Override
  public long largestFree() {
    return super.largestFree() + (fault == Fault.PROMISES_TOO_MUCH ? 1 : 0);
  }
}
