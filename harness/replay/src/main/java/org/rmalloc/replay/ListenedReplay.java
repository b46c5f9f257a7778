// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.RequiredCapabilities;
import org.rmalloc.replay.workload.StepReplay;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.UsageException;

/** One trace against one allocator, every placement told: for those who want to see the heap. */
public final class ListenedReplay {
  private final Workload workload;
  private final JavaAllocatorContender contender;
  private final CompactionBudget budget;
  private final long heapSize;

  /** Hears what becomes of the blocks. */
  public interface Listener extends PlacementListener {
    /** A block is now locked so deep: told after each lock, unlock and resize of it. */
    void locked(long handle, int depth);

    /**
     * The allocator is as it is after an op; nothing more will be told of that op.
     *
     * @param op L and U counted, from 0; −1 when the allocator was just created
     */
    void done(int op, Allocator allocator);
  }

  /**
   * Prepares a replay.
   *
   * @param maximumOps more L, U, N, F and R are refused
   * @throws UsageException when there are more, the contender cannot manage such a heap, or it
   *     places nothing
   */
  public ListenedReplay(
      PreparedTrace trace, JavaAllocatorContender contender, TrialSetting setting, int maximumOps) {
    this.workload = trace.workload();
    this.contender = contender;
    this.budget = setting.budget().budget();
    if (!contender.can(Capability.ADDRESSES)) {
      throw new UsageException(
          contender.label() + " places no blocks: there is nothing to show; name an allocator");
    }
    if (workload.opCount() > maximumOps) {
      throw new UsageException(
          "%s: %,d ops are too many to show, the maximum is %,d; cut the trace"
              .formatted(trace.name(), workload.opCount(), maximumOps));
    }
    RequiredCapabilities.of(workload).refuseMismatch(contender);
    this.heapSize = heapSize(setting);
    contender.refusalOf(heapSize).ifPresent(this::refuse);
  }

  private long heapSize(TrialSetting setting) {
    SmallestHeapSearches sizing =
        new SmallestHeapSearches(
            workload, setting, MeasurementSettings.DEFAULT, ProgressNotifier.silent());
    return setting
        .heap()
        .bytes(
            workload.peakLive(),
            () -> {
              SmallestHeapResult smallest = sizing.smallestHeap(contender, 1);
              return smallest
                  .bytes()
                  .orElseThrow(() -> new UsageException(refusal(smallest.reason())));
            });
  }

  private void refuse(String reason) {
    throw new UsageException(refusal(reason));
  }

  private String refusal(String reason) {
    return contender.label() + ": " + reason;
  }

  /** Bytes of the heap. */
  public long heapSize() {
    return heapSize;
  }

  /** What the contender is called. */
  public String label() {
    return contender.label();
  }

  /**
   * Replays, checked.
   *
   * @return whether every request was met; the first that was not is the last one told
   */
  public boolean run(Listener listener) {
    try (Heap heap = Heap.plain(heapSize)) {
      return run(new MisuseCheckingAllocator(contender.create(heap, listener)), listener);
    }
  }

  private boolean run(MisuseCheckingAllocator allocator, Listener listener) {
    StepReplay replay =
        new StepReplay(
            workload, allocator, new OutOfMemoryRetry(budget), new LockDepths(allocator, listener));
    listener.done(-1, allocator);
    boolean met = true;
    for (int op = 0; op < workload.opCount() && met; op++) {
      met = replay.step(op);
      listener.done(op, allocator);
    }
    return met;
  }

  /** Notifies a listener how deep a block is locked. */
  private record LockDepths(MisuseCheckingAllocator allocator, Listener listener)
      implements StepReplay.Observer {
    @Override
    public void locked(int slot, long handle, long address) {
      notifyDepth(handle);
    }

    @Override
    public void unlocked(int slot, long handle) {
      notifyDepth(handle);
    }

    /** A resize is reported as freed and placed, which would forget the locks. */
    @Override
    public void resized(int slot, long handle, long sizeBytes) {
      notifyDepth(handle);
    }

    private void notifyDepth(long handle) {
      listener.locked(handle, allocator.lockDepth(handle));
    }
  }
}
