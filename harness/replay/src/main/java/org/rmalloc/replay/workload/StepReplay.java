// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.trace.OpKind;

/**
 * Replays a workload one op at a time against any allocator, and notifies an observer. The two hot
 * loops, {@link PlainReplay} and that of the time pass, do the same with nothing in between; every
 * other replay is made of these steps. Allocates nothing.
 */
public final class StepReplay {
  private final Workload workload;
  private final Allocator allocator;
  private final OutOfMemoryRetry protocol;
  private final Observer observer;
  private final long[] handles; // by slot; NO_HANDLE while no block is live there

  /** Is notified of what an op did, once it did it. */
  public interface Observer {
    /** A block was allocated. */
    default void allocated(int slot, long handle, long sizeBytes) {}

    /** A block is about to be freed. */
    default void freeing(int slot, long handle) {}

    /** The block that was there was freed. */
    default void freed(int slot) {}

    /** A block was resized. */
    default void resized(int slot, long handle, long sizeBytes) {}

    /** A block was locked, and has this address. */
    default void locked(int slot, long handle, long address) {}

    /** A block was unlocked. */
    default void unlocked(int slot, long handle) {}
  }

  /** A replay that has not begun. */
  public StepReplay(
      Workload workload, Allocator allocator, OutOfMemoryRetry protocol, Observer observer) {
    this.workload = workload;
    this.allocator = allocator;
    this.protocol = protocol;
    this.observer = observer;
    handles = new long[workload.slotCount()];
  }

  /**
   * Replays an op.
   *
   * @return false if it is a request that could not be met, not even after out-of-memory handling;
   *     nobody is notified then
   */
  public boolean step(int op) {
    int slot = workload.slots()[op];
    long sizeBytes = workload.sizes()[op];
    return switch (workload.kinds()[op]) {
      case OpKind.Code.NEW -> malloc(slot, sizeBytes, workload.alignment(op));
      case OpKind.Code.FREE -> free(slot);
      case OpKind.Code.RESIZE -> realloc(slot, sizeBytes);
      case OpKind.Code.LOCK -> lock(slot);
      case OpKind.Code.UNLOCK -> unlock(slot);
      default -> throw new IllegalStateException("op %d is of an unknown kind".formatted(op));
    };
  }

  /** The handle of the live block in a slot; {@link Allocator#NO_HANDLE} if there is none. */
  public long handle(int slot) {
    return handles[slot];
  }

  /** The checksum with the addresses of all blocks that are live now. */
  public long mixAddresses(long sum) {
    return HandleAndAddressChecksum.mixAddresses(sum, allocator, handles);
  }

  private boolean malloc(int slot, long sizeBytes, int alignment) {
    long handle =
        alignment == 1
            ? protocol.malloc(allocator, sizeBytes)
            : protocol.malloc(allocator, sizeBytes, alignment);
    handles[slot] = handle;
    if (handle == Allocator.NO_HANDLE) {
      return false;
    }
    observer.allocated(slot, handle, sizeBytes);
    return true;
  }

  private boolean free(int slot) {
    observer.freeing(slot, handles[slot]);
    allocator.free(handles[slot]);
    handles[slot] = Allocator.NO_HANDLE;
    observer.freed(slot);
    return true;
  }

  private boolean realloc(int slot, long sizeBytes) {
    if (protocol.realloc(allocator, handles[slot], sizeBytes) == ReallocOutcome.FAILED) {
      return false;
    }
    observer.resized(slot, handles[slot], sizeBytes);
    return true;
  }

  private boolean lock(int slot) {
    observer.locked(slot, handles[slot], allocator.lock(handles[slot]));
    return true;
  }

  private boolean unlock(int slot) {
    allocator.unlock(handles[slot]);
    observer.unlocked(slot, handles[slot]);
    return true;
  }
}
