// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.OutOfMemoryProtocol;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * Replays a workload against an unchecked allocator and reads the clock before and after each op.
 * Times are as measured: what reading the clock takes is in them. Allocates nothing from the second
 * run on.
 */
final class TimedReplay {
  private final Workload workload;
  private final OutOfMemoryProtocol protocol;
  private final long[] handles; // by slot
  private int[] oomOps = new int[16]; // by call of the out-of-memory hook
  private long[] oomNanos = new long[16];
  private int oomCalls;

  TimedReplay(Workload workload, CompactionLimit limit) {
    this.workload = workload;
    protocol = new OutOfMemoryProtocol(limit.budget(), new ReliefTimer());
    handles = new long[workload.slotCount()];
  }

  /**
   * Replays until the end, or until a request that cannot be met after out-of-memory handling.
   *
   * @param opNanos takes each op's time, without that of the out-of-memory hook
   * @return the ops met
   */
  int run(Allocator allocator, int[] opNanos) {
    oomCalls = 0;
    return replay(allocator, opNanos);
  }

  /** The ops at which the last run called the out-of-memory hook, ascending. */
  int[] oomOps() {
    return Arrays.copyOf(oomOps, oomCalls);
  }

  /** What each of those calls took. */
  long[] oomNanos() {
    return Arrays.copyOf(oomNanos, oomCalls);
  }

  private int replay(Allocator allocator, int[] opNanos) {
    byte[] kinds = workload.kinds();
    int[] slots = workload.slots();
    long[] sizes = workload.sizes();
    byte[] alignments = workload.alignments();
    boolean aligns = alignments.length > 0;
    for (int op = 0; op < kinds.length; op++) {
      int callsBefore = oomCalls;
      boolean met = true;
      int slot = slots[op];
      long start = System.nanoTime();
      switch (kinds[op]) {
        case OpKind.Code.NEW -> {
          int alignment = aligns ? 1 << alignments[op] : 1;
          long handle =
              alignment == 1 ? allocator.malloc(sizes[op]) : allocator.malloc(sizes[op], alignment);
          if (handle == Allocator.NO_HANDLE) {
            handle = protocol.retryMalloc(allocator, sizes[op], alignment);
          }
          handles[slot] = handle;
          met = handle != Allocator.NO_HANDLE;
        }
        case OpKind.Code.FREE -> allocator.free(handles[slot]);
        case OpKind.Code.RESIZE ->
            met =
                allocator.realloc(handles[slot], sizes[op]) != ReallocOutcome.FAILED
                    || protocol.retryRealloc(allocator, handles[slot], sizes[op])
                        != ReallocOutcome.FAILED;
        case OpKind.Code.LOCK -> allocator.lock(handles[slot]);
        case OpKind.Code.UNLOCK -> allocator.unlock(handles[slot]);
        default -> throw new IllegalStateException("op %d is of an unknown kind".formatted(op));
      }
      long nanos = System.nanoTime() - start;
      if (oomCalls > callsBefore) {
        nanos -= oomNanos[callsBefore];
        oomOps[callsBefore] = op;
      }
      opNanos[op] = (int) Math.min(nanos, Integer.MAX_VALUE);
      if (!met) {
        return op;
      }
    }
    return kinds.length;
  }

  /** Seldom, and while warming up. */
  private void grow() {
    oomOps = Arrays.copyOf(oomOps, 2 * oomCalls);
    oomNanos = Arrays.copyOf(oomNanos, 2 * oomCalls);
  }

  /** Times the calls of the out-of-memory hook. */
  private final class ReliefTimer implements OutOfMemoryProtocol.Observer {
    private long start;

    @Override
    public void beforeRelief(long sizeBytes) {
      start = System.nanoTime();
    }

    @Override
    public void afterRelief(long sizeBytes, Compaction done) {
      long nanos = System.nanoTime() - start;
      if (oomCalls == oomNanos.length) {
        grow();
      }
      oomNanos[oomCalls++] = nanos;
    }
  }
}
