// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.ClientPointerTable;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * Replays a workload against an unchecked allocator and reads the clock before and after each op.
 * Times are as measured: what reading the clock takes is in them. Allocates nothing from the second
 * run on.
 */
final class TimedReplay {
  private final Workload workload;
  private final OutOfMemoryRetry protocol;
  private final boolean aligns;
  private final long[] handles; // by slot
  private final ClientPointerTable addresses;
  private int[] oomOps = new int[16]; // by call of the out-of-memory hook
  private long[] oomNanos = new long[16];
  private int oomCalls;

  @SuppressWarnings("UnusedVariable") // so that each size is read
  private long sizesRead;

  TimedReplay(Workload workload, CompactionLimit limit) {
    this.workload = workload;
    protocol = new OutOfMemoryRetry(limit.budget(), new ReliefTimer());
    aligns = workload.alignments().length > 0;
    handles = new long[workload.slotCount()];
    addresses = new ClientPointerTable(workload);
  }

  /**
   * Replays until the end, or until a request that cannot be met after out-of-memory handling.
   *
   * @param opNanos takes each op's time, without that of the out-of-memory hook
   * @return the ops met
   */
  int run(Allocator allocator, int[] opNanos) {
    oomCalls = 0;
    boolean byAddress = ClientPointerTable.suits(allocator, workload);
    return replay(allocator, byAddress ? (PinnedAllocator) allocator : null, opNanos);
  }

  /** The ops at which the last run called the out-of-memory hook, ascending. */
  int[] oomOps() {
    return Arrays.copyOf(oomOps, oomCalls);
  }

  /** What each of those calls took. */
  long[] oomNanos() {
    return Arrays.copyOf(oomNanos, oomCalls);
  }

  /** By address where {@code pinned} is given, by handle where it is null. */
  private int replay(Allocator allocator, PinnedAllocator pinned, int[] opNanos) {
    long[] sizes = workload.sizes();
    for (int op = 0; op < sizes.length; op++) {
      // Of every op, so that the processor fetches sizes ahead. Where requests alone read theirs,
      // one in a hundred waited 500 ns for the memory of this column, which no program has.
      long sizeBytes = sizes[op];
      sizesRead += sizeBytes;
      int callsBefore = oomCalls;
      long start = System.nanoTime();
      boolean met =
          pinned == null
              ? callByHandle(allocator, op, sizeBytes)
              : callByAddress(pinned, op, sizeBytes);
      note(op, System.nanoTime() - start, callsBefore, opNanos);
      if (!met) {
        return op;
      }
    }
    return sizes.length;
  }

  private void note(int op, long opAndReliefNanos, int callsBefore, int[] opNanos) {
    long nanos = opAndReliefNanos;
    if (oomCalls > callsBefore) {
      nanos -= oomNanos[callsBefore];
      oomOps[callsBefore] = op;
    }
    opNanos[op] = (int) Math.min(nanos, Integer.MAX_VALUE);
  }

  /** Makes one call; false if it is a request that cannot be met. */
  private boolean callByHandle(Allocator allocator, int op, long sizeBytes) {
    int slot = workload.slots()[op];
    switch (workload.kinds()[op]) {
      case OpKind.Code.NEW -> {
        int alignment = aligns ? workload.alignment(op) : 1;
        long handle =
            alignment == 1 ? allocator.malloc(sizeBytes) : allocator.malloc(sizeBytes, alignment);
        if (handle == Allocator.NO_HANDLE) {
          handle = protocol.retryMalloc(allocator, sizeBytes, alignment);
        }
        handles[slot] = handle;
        return handle != Allocator.NO_HANDLE;
      }
      case OpKind.Code.FREE -> allocator.free(handles[slot]);
      case OpKind.Code.RESIZE -> {
        return allocator.realloc(handles[slot], sizeBytes) != ReallocOutcome.FAILED
            || protocol.retryRealloc(allocator, handles[slot], sizeBytes) != ReallocOutcome.FAILED;
      }
      case OpKind.Code.LOCK -> allocator.lock(handles[slot]);
      case OpKind.Code.UNLOCK -> allocator.unlock(handles[slot]);
      default -> throw new IllegalStateException("op %d is of an unknown kind".formatted(op));
    }
    return true;
  }

  /** The same of an allocator that is called by address. */
  private boolean callByAddress(PinnedAllocator allocator, int op, long sizeBytes) {
    int slot = workload.slots()[op];
    switch (workload.kinds()[op]) {
      case OpKind.Code.NEW -> {
        return addresses.allocate(allocator, protocol, slot, sizeBytes);
      }
      case OpKind.Code.FREE -> allocator.freeAddress(addresses.address(slot));
      case OpKind.Code.RESIZE -> {
        return addresses.resize(allocator, protocol, slot, sizeBytes);
      }
      case OpKind.Code.LOCK -> addresses.lock(slot);
      case OpKind.Code.UNLOCK -> addresses.unlock(slot);
      default -> throw new IllegalStateException("op %d is of an unknown kind".formatted(op));
    }
    return true;
  }

  /** Seldom, and while warming up. */
  private void grow() {
    oomOps = Arrays.copyOf(oomOps, 2 * oomCalls);
    oomNanos = Arrays.copyOf(oomNanos, 2 * oomCalls);
  }

  /** Times the calls of the out-of-memory hook. */
  private final class ReliefTimer implements OutOfMemoryRetry.Observer {
    private long start;

    @Override
    public void beforeRelief(long sizeBytes) {
      start = System.nanoTime();
    }

    @Override
    public void afterRelief(long sizeBytes, CompactionResult done) {
      long nanos = System.nanoTime() - start;
      if (oomCalls == oomNanos.length) {
        grow();
      }
      oomNanos[oomCalls++] = nanos;
    }
  }
}
