package org.rmalloc.replay.time;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.OutOfMemoryProtocol;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * Replays a workload against an unchecked allocator and reads the clock before and after each op.
 * Times are as measured: what reading the clock takes is in them. Allocates nothing while it runs.
 */
final class TimedReplay {
  private final Workload workload;
  private final OutOfMemoryProtocol protocol;
  private final long[] handles; // by slot
  private long[] oomNanos; // by call of the out-of-memory hook
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
   * @param oomTimes takes the time of each call of that hook, in order
   * @return the ops met
   */
  int run(Allocator allocator, int[] opNanos, long[] oomTimes) {
    byte[] kinds = workload.kinds();
    int[] slots = workload.slots();
    long[] sizes = workload.sizes();
    oomNanos = oomTimes;
    oomCalls = 0;
    for (int op = 0; op < kinds.length; op++) {
      int callsBefore = oomCalls;
      boolean met = true;
      int slot = slots[op];
      long start = System.nanoTime();
      switch (kinds[op]) {
        case OpKind.Code.NEW -> {
          long handle = allocator.malloc(sizes[op]);
          if (handle == Allocator.NO_HANDLE) {
            handle = protocol.retryMalloc(allocator, sizes[op]);
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
        default -> throw new IllegalStateException("op %d is of no kind known".formatted(op));
      }
      long nanos = System.nanoTime() - start;
      if (oomCalls > callsBefore) {
        nanos -= oomNanos[callsBefore];
      }
      opNanos[op] = (int) Math.min(nanos, Integer.MAX_VALUE);
      if (!met) {
        return op;
      }
    }
    return kinds.length;
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
      oomNanos[oomCalls++] = System.nanoTime() - start;
    }
  }
}
