// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.contract.OutOfMemoryRetry;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.trace.OpKind;

/**
 * Replays a workload against an unchecked allocator and takes down what every other replay must
 * agree on. Not timed, so it may ask for addresses and the footprint after each op.
 */
public final class FingerprintingReplay {
  private final Workload workload;
  private final CompactionLimit limit;
  private final boolean hasAddresses;
  private int[] oomOps = new int[16];
  private int oomCalls;
  private int op;
  private long trail;

  /**
   * A replay that can be run any number of times.
   *
   * @param hasAddresses whether blocks have addresses
   */
  public FingerprintingReplay(Workload workload, CompactionLimit limit, boolean hasAddresses) {
    this.workload = workload;
    this.limit = limit;
    this.hasAddresses = hasAddresses;
  }

  /** Replays until the end, or until a request that cannot be met after out-of-memory handling. */
  public ReplayFingerprint run(Allocator allocator) {
    oomCalls = 0;
    Placements placements = new Placements(allocator);
    StepReplay replay =
        new StepReplay(
            workload,
            allocator,
            new OutOfMemoryRetry(limit.budget(), this::noteRelief),
            placements);
    long peakFootprint = 0;
    for (op = 0; op < workload.opCount(); op++) {
      boolean met = replay.step(op);
      peakFootprint = Math.max(peakFootprint, allocator.footprint());
      if (!met) {
        break;
      }
    }
    trail = placements.trail(op < workload.opCount() && workload.kinds()[op] == OpKind.Code.NEW);
    long checksum = hasAddresses ? replay.mixAddresses(placements.checksum) : placements.checksum;
    return new ReplayFingerprint(op, checksum, peakFootprint);
  }

  /** The ops of the last run at which out-of-memory handling was called, in order. */
  public int[] oomOps() {
    return Arrays.copyOf(oomOps, oomCalls);
  }

  /** The checksum of the last run as {@link PlainReplay#trail} has it. */
  public long trail() {
    return trail;
  }

  private void noteRelief(long sizeBytes, CompactionResult done) {
    if (oomCalls == oomOps.length) {
      oomOps = Arrays.copyOf(oomOps, 2 * oomCalls);
    }
    oomOps[oomCalls++] = op;
  }

  /** Keeps the checksum of handles and addresses. */
  private final class Placements implements StepReplay.Observer {
    private final Allocator allocator;
    private final boolean byAddress; // as PlainReplay calls it
    private long checksum = HandleAndAddressChecksum.START;
    private long trail = HandleAndAddressChecksum.START;

    Placements(Allocator allocator) {
      this.allocator = allocator;
      byAddress = ClientPointerTable.suits(allocator, workload);
    }

    @Override
    public void allocated(int slot, long handle, long sizeBytes) {
      checksum = HandleAndAddressChecksum.mix(checksum, handle);
      trail = HandleAndAddressChecksum.mix(trail, byAddress ? allocator.weakLock(handle) : handle);
      mixAddress(handle);
    }

    @Override
    public void resized(int slot, long handle, long sizeBytes) {
      mixAddress(handle);
    }

    @Override
    public void locked(int slot, long handle, long address) {
      checksum = HandleAndAddressChecksum.mix(checksum, address);
      trail = HandleAndAddressChecksum.mix(trail, address);
    }

    /** Of a run that ended with a block that could not be allocated, or of another. */
    long trail(boolean endedWithNoBlock) {
      return endedWithNoBlock ? HandleAndAddressChecksum.mix(trail, Allocator.NO_HANDLE) : trail;
    }

    private void mixAddress(long handle) {
      if (hasAddresses) {
        checksum = HandleAndAddressChecksum.mix(checksum, allocator.weakLock(handle));
      }
    }
  }
}
