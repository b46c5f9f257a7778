// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.io.IOException;
import org.rmalloc.replay.Measures;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.AllocStatsException;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.Outcome;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.SmallestHeap;
import org.rmalloc.replay.space.DataPoints;

/** Whether a result holds what is to be measured. */
public final class ResultCoverage {
  private ResultCoverage() {}

  /** Whether nothing is missing in a result with that header. */
  public static boolean isEnough(Header header, Measures wanted) {
    return (!wanted.smallestHeap() || isSearched(header))
        && (!wanted.timed() || header.timed())
        && rows(header) >= wanted.dataPoints().maximum();
  }

  /** Whether nothing is missing in a result; of a trial that was never begun there are no times. */
  public static boolean isEnough(Result result, Measures wanted) {
    boolean begun =
        switch (result.summary().outcome()) {
          case Outcome.Refused _, Outcome.NotTried _ -> false;
          case Outcome.Finished _, Outcome.OutOfMemory _, Outcome.Ended _ -> true;
        };
    return isEnough(result.header(), begun ? wanted : wanted.untimed());
  }

  /**
   * The same of the result of that name; reads more than its header only where times are missing.
   */
  public static boolean isEnough(ResultStore store, String name, Header header, Measures wanted)
      throws IOException {
    if (isEnough(header, wanted) || !wanted.timed() || header.timed()) {
      return isEnough(header, wanted);
    }
    try {
      return store.result(name).filter(result -> isEnough(result, wanted)).isPresent();
    } catch (AllocStatsException _) {
      return false; // damaged below its header
    }
  }

  /** What to measure, so that the new result lacks nothing that the one with that header has. */
  public static Measures united(Header header, Measures wanted) {
    Measures united = wanted;
    if (isSearched(header)) {
      united = united.withSmallestHeap();
    }
    if (header.timed()) {
      united = united.timedAlso();
    }
    return rows(header) > united.dataPoints().maximum()
        ? united.withDataPoints(new DataPoints(rows(header)))
        : united;
  }

  /** Whether the smallest heap was searched; only an arena has one. */
  private static boolean isSearched(Header header) {
    return header.trial().contender().kind() != Contender.Kind.ARENA
        || !header.smallestHeap().equals(SmallestHeap.NOT_SEARCHED);
  }

  private static long rows(Header header) {
    return DataPoints.parse(header.dataPoints()).maximum();
  }
}
