package org.rmalloc.replay.workload;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.trace.OpKind;

/**
 * Replays a workload against an unchecked allocator and takes down what every other replay must
 * agree on. Not timed, so it may ask for addresses and the footprint after each op.
 */
public final class WitnessReplay {
  private final Workload workload;
  private final CompactionBudget budget;
  private final boolean hasAddresses;
  private long[] handles; // by slot; 0 while none is live there
  private long checksum;
  private long peakFootprint;
  private int[] oomOps = new int[16];
  private int oomCalls;

  /**
   * A replay that can be run any number of times.
   *
   * @param hasAddresses whether blocks have addresses
   */
  public WitnessReplay(Workload workload, CompactionLimit limit, boolean hasAddresses) {
    this.workload = workload;
    this.hasAddresses = hasAddresses;
    budget = limit.budget();
  }

  /** Replays until the end, or until a request that cannot be met after out-of-memory handling. */
  public Witness run(Allocator allocator) {
    handles = new long[workload.slotCount()];
    checksum = Checksum.START;
    peakFootprint = 0;
    oomCalls = 0;
    int op = 0;
    while (op < workload.opCount() && replay(op, allocator)) {
      op++;
    }
    if (hasAddresses) {
      checksum = Checksum.mixAddresses(checksum, allocator, handles);
    }
    return new Witness(op, checksum, peakFootprint);
  }

  /** The ops of the last run at which out-of-memory handling was called, in order. */
  public int[] oomOps() {
    return Arrays.copyOf(oomOps, oomCalls);
  }

  private boolean replay(int op, Allocator allocator) {
    int slot = workload.slots()[op];
    long sizeBytes = workload.sizes()[op];
    boolean met = true;
    switch (workload.kinds()[op]) {
      case OpKind.Code.NEW -> met = malloc(op, slot, sizeBytes, allocator);
      case OpKind.Code.FREE -> {
        allocator.free(handles[slot]);
        handles[slot] = 0;
      }
      case OpKind.Code.RESIZE -> met = realloc(op, slot, sizeBytes, allocator);
      case OpKind.Code.LOCK -> checksum = Checksum.mix(checksum, allocator.lock(handles[slot]));
      default -> allocator.unlock(handles[slot]);
    }
    peakFootprint = Math.max(peakFootprint, allocator.footprint());
    return met;
  }

  private boolean malloc(int op, int slot, long sizeBytes, Allocator allocator) {
    long handle = allocator.malloc(sizeBytes);
    if (handle == 0) {
      relieve(op, sizeBytes, allocator);
      handle = allocator.malloc(sizeBytes);
    }
    handles[slot] = handle;
    if (handle == 0) {
      return false;
    }
    checksum = Checksum.mix(checksum, handle);
    mixAddress(slot, allocator);
    return true;
  }

  private boolean realloc(int op, int slot, long sizeBytes, Allocator allocator) {
    ReallocOutcome outcome = allocator.realloc(handles[slot], sizeBytes);
    if (outcome == ReallocOutcome.FAILED) {
      relieve(op, sizeBytes, allocator);
      outcome = allocator.realloc(handles[slot], sizeBytes);
    }
    if (outcome == ReallocOutcome.FAILED) {
      return false;
    }
    mixAddress(slot, allocator);
    return true;
  }

  private void mixAddress(int slot, Allocator allocator) {
    if (hasAddresses) {
      checksum = Checksum.mix(checksum, allocator.weakLock(handles[slot]));
    }
  }

  private void relieve(int op, long sizeBytes, Allocator allocator) {
    if (oomCalls == oomOps.length) {
      oomOps = Arrays.copyOf(oomOps, 2 * oomCalls);
    }
    oomOps[oomCalls++] = op;
    allocator.relieve(sizeBytes, budget);
  }
}
