// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.io.IOException;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.InvalidAllocStatsException;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.space.DataPointSampling;

/** Whether a result holds what is to be measured. */
public final class ResultCompletenessCheck {
  private ResultCompletenessCheck() {}

  /** Whether nothing is missing in a result with that header. */
  public static boolean isEnough(AllocStatsHeader header, MeasurementSettings wanted) {
    return (!wanted.smallestHeap() || isSearched(header))
        && (!wanted.timed() || header.timed())
        && rows(header) >= wanted.dataPoints().maximum();
  }

  /** Whether nothing is missing in a result; of a trial that was never begun there are no times. */
  public static boolean isEnough(TrialResult result, MeasurementSettings wanted) {
    boolean begun =
        switch (result.summary().outcome()) {
          case ReplayOutcome.Refused _, ReplayOutcome.NotTried _ -> false;
          case ReplayOutcome.Finished _, ReplayOutcome.OutOfMemory _, ReplayOutcome.Ended _ -> true;
        };
    return isEnough(result.header(), begun ? wanted : wanted.untimed());
  }

  /**
   * The same of the result of that name; reads more than its header only where times are missing.
   */
  public static boolean isEnough(
      ResultStore store, String name, AllocStatsHeader header, MeasurementSettings wanted)
      throws IOException {
    if (isEnough(header, wanted) || !wanted.timed() || header.timed()) {
      return isEnough(header, wanted);
    }
    try {
      return store.result(name).filter(result -> isEnough(result, wanted)).isPresent();
    } catch (InvalidAllocStatsException _) {
      return false; // damaged below its header
    }
  }

  /** What to measure, so that the new result lacks nothing that the one with that header has. */
  public static MeasurementSettings united(AllocStatsHeader header, MeasurementSettings wanted) {
    MeasurementSettings united = wanted;
    if (isSearched(header)) {
      united = united.withSmallestHeap();
    }
    if (header.timed()) {
      united = united.timedAlso();
    }
    return rows(header) > united.dataPoints().maximum()
        ? united.withDataPoints(new DataPointSampling(rows(header)))
        : united;
  }

  /** Whether the smallest heap was searched; only an arena has one. */
  private static boolean isSearched(AllocStatsHeader header) {
    return header.trial().contender().kind() != Contender.Kind.ARENA
        || !header.smallestHeap().equals(SmallestHeapResult.NOT_SEARCHED);
  }

  private static long rows(AllocStatsHeader header) {
    return DataPointSampling.parse(header.dataPoints()).maximum();
  }
}
