// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.AvailableMemory;
import org.rmalloc.replay.natives.NativeException;
import org.rmalloc.replay.natives.NativeMeasurement;
import org.rmalloc.replay.natives.NativeResult;
import org.rmalloc.replay.natives.NativeStatus;
import org.rmalloc.replay.natives.ReplayerBuild;
import org.rmalloc.replay.result.Outcome;
import org.rmalloc.replay.workload.Workload;

/**
 * One trace against one malloc library, in a process of its own, every block looked at: whether it
 * is aligned, overlaps no live one, and keeps its contents until it is freed.
 */
public final class NativeCheck {
  private final Workload workload;
  private final NativeContender contender;

  /** A check of a library on a workload. */
  public NativeCheck(Workload workload, NativeContender contender) {
    this.workload = workload;
    this.contender = contender;
  }

  /**
   * Replays. The calling thread waits.
   *
   * @return the request that the library refused; empty when it met all
   * @throws InvariantViolation when a block is not as it must be, or the process ended
   * @throws NativeException when nothing can be replayed: no compiler, no such library, or not as
   *     much memory as the blocks take, all of which are written to
   */
  public Optional<Outcome.Ended> run() throws IOException {
    AvailableMemory.require(contender.label(), workload.peakLive());
    try (NativeMeasurement measurement =
        new NativeMeasurement(ReplayerBuild.ofThisMachine().program(), workload)) {
      NativeResult result =
          measurement.run(
              contender,
              NativeMeasurement.Mode.CHECK,
              Map.of("timeout", Long.toString(NativeMeasures.DEFAULT.secondsOf(workload))));
      if (result.status() == NativeStatus.FINISHED) {
        return Optional.empty();
      }
      Outcome.Ended end = NativeFailure.of(workload, result);
      if (result.status() != NativeStatus.NULL) {
        throw new InvariantViolation(end.reason());
      }
      return Optional.of(end);
    }
  }
}
