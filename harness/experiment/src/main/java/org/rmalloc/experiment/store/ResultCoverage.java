// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import org.rmalloc.replay.Measures;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.Header;
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
