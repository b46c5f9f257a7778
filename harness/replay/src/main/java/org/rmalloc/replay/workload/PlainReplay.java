// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.trace.OpKind;

/**
 * Replays a workload against an unchecked allocator, with nothing else in the loop: for throughput,
 * and to see whether a heap is large enough. An allocator that {@linkplain ClientPointerTable#suits
 * moves nothing} is called by address, any other by handle. Allocates nothing while it runs. Not
 * thread-safe.
 */
public final class PlainReplay {
  private final Workload workload;
  private final OutOfMemoryRetry protocol;
  private final long[] handles; // by slot
  private final ByAddressReplay addresses;
  private Allocator allocator; // of the run begun last
  private int opsMet;
  private long trail;

  /** A replay that can be run any number of times. */
  public PlainReplay(Workload workload, CompactionLimit limit) {
    this.workload = workload;
    protocol = new OutOfMemoryRetry(limit.budget());
    handles = new long[workload.slotCount()];
    addresses = new ByAddressReplay(workload, protocol);
  }

  /**
   * Replays until the end, or until a request that cannot be met after out-of-memory handling.
   *
   * @param allocator freshly created
   * @return the ops met: all of them, or the index of the one that was not
   */
  public int run(Allocator allocator) {
    begin(allocator);
    return advance(workload.opCount());
  }

  /**
   * Begins a run that {@link #advance} goes on with.
   *
   * @param fresh freshly created
   */
  public void begin(Allocator fresh) {
    allocator = fresh;
    opsMet = 0;
    trail = HandleAndAddressChecksum.START;
  }

  /**
   * Replays up to an op, or until a request that cannot be met after out-of-memory handling.
   *
   * @param end the op before which to stop, at most the workload's count
   * @return the ops met since the run began; below {@code end} only where one was not
   */
  public int advance(int end) {
    if (allocator instanceof PinnedAllocator pinned && ClientPointerTable.suits(pinned, workload)) {
      return stopped(addresses.advance(pinned, opsMet, end, trail), addresses.trail());
    }
    return advanceByHandle(allocator, end);
  }

  private int advanceByHandle(Allocator allocator, int end) {
    byte[] kinds = workload.kinds();
    int[] slots = workload.slots();
    long[] sizes = workload.sizes();
    byte[] alignments = workload.alignments();
    boolean aligns = alignments.length > 0;
    long[] handleOf = handles;
    long sum = trail;
    int op = opsMet;
    for (; op < end; op++) {
      int slot = slots[op];
      switch (kinds[op]) {
        case OpKind.Code.NEW -> {
          int alignment = aligns ? 1 << alignments[op] : 1;
          long handle =
              alignment == 1 ? allocator.malloc(sizes[op]) : allocator.malloc(sizes[op], alignment);
          if (handle == Allocator.NO_HANDLE) {
            handle = protocol.retryMalloc(allocator, sizes[op], alignment);
          }
          handleOf[slot] = handle;
          sum = HandleAndAddressChecksum.mix(sum, handle);
          if (handle == Allocator.NO_HANDLE) {
            return stopped(op, sum);
          }
        }
        case OpKind.Code.FREE -> allocator.free(handleOf[slot]);
        case OpKind.Code.RESIZE -> {
          if (allocator.realloc(handleOf[slot], sizes[op]) == ReallocOutcome.FAILED
              && protocol.retryRealloc(allocator, handleOf[slot], sizes[op])
                  == ReallocOutcome.FAILED) {
            return stopped(op, sum);
          }
        }
        case OpKind.Code.LOCK ->
            sum = HandleAndAddressChecksum.mix(sum, allocator.lock(handleOf[slot]));
        case OpKind.Code.UNLOCK -> allocator.unlock(handleOf[slot]);
        default -> throw new IllegalStateException("op %d is of an unknown kind".formatted(op));
      }
    }
    return stopped(op, sum);
  }

  private int stopped(int op, long sum) {
    opsMet = op;
    trail = sum;
    return op;
  }

  /** The ops that the last run has met so far. */
  public int opsMet() {
    return opsMet;
  }

  /**
   * The checksum of what names the blocks that the last run was given, their handles or their
   * addresses, and of the addresses of its locks.
   */
  public long trail() {
    return trail;
  }
}
