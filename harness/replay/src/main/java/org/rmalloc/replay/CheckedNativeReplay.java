// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.AvailableMemory;
import org.rmalloc.replay.natives.NativeLibraryException;
import org.rmalloc.replay.natives.NativeLibraryMeasurer;
import org.rmalloc.replay.natives.NativeReplayResult;
import org.rmalloc.replay.natives.NativeReplayStatus;
import org.rmalloc.replay.natives.NativeReplayerBuild;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.workload.Workload;

/**
 * One trace against one malloc library, in a process of its own, every block looked at: whether it
 * is aligned, overlaps no live one, and keeps its contents until it is freed.
 */
public final class CheckedNativeReplay {
  private final Workload workload;
  private final NativeContender contender;

  /** A check of a library on a workload. */
  public CheckedNativeReplay(Workload workload, NativeContender contender) {
    this.workload = workload;
    this.contender = contender;
  }

  /**
   * Replays. The calling thread waits.
   *
   * @return the request that the library refused; empty when it met all
   * @throws InvariantViolation when a block is not as it must be, or the process ended
   * @throws NativeLibraryException when nothing can be replayed: no compiler, no such library, or
   *     not as much memory as the blocks take, all of which are written to
   */
  public Optional<ReplayOutcome.Ended> run() throws IOException {
    AvailableMemory.require(contender.label(), workload.peakLive());
    try (NativeLibraryMeasurer measurer =
        new NativeLibraryMeasurer(NativeReplayerBuild.ofThisMachine().program(), workload)) {
      NativeReplayResult result =
          measurer.run(
              contender,
              NativeLibraryMeasurer.Mode.CHECK,
              Map.of(
                  "timeout", Long.toString(NativeMeasurementSettings.DEFAULT.secondsOf(workload))));
      if (result.status() == NativeReplayStatus.FINISHED) {
        return Optional.empty();
      }
      ReplayOutcome.Ended end = UnfinishedNativeReplayConverter.of(workload, result);
      if (result.status() != NativeReplayStatus.NULL) {
        throw new InvariantViolation(end.reason());
      }
      return Optional.of(end);
    }
  }
}
