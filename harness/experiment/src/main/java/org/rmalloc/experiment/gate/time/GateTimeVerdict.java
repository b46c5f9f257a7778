// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.util.List;

/**
 * What the gate says of a trial's time: ratios of new to old, minus 1.
 *
 * @param trial its name
 * @param pairs on which this stands, for anybody to test again
 * @param estimate the Hodges–Lehmann estimate
 * @param low of the 98 % interval
 * @param high of it
 * @param pWorse the p of the one-sided test for a longer time
 * @param pBetter that for a shorter time
 * @param detectable the minimal detectable effect, with nine chances of ten
 * @param kind the verdict
 */
public record GateTimeVerdict(
    String trial,
    List<BuildTimePair> pairs,
    double estimate,
    double low,
    double high,
    double pWorse,
    double pBetter,
    double detectable,
    Kind kind) {

  /** Copies the list. */
  public GateTimeVerdict {
    pairs = List.copyOf(pairs);
  }

  /** What is said of a time. */
  public enum Kind {
    /** It takes longer, beyond chance and beyond the tolerance. */
    WORSE,
    /** It takes less time, likewise. */
    BETTER,
    /** A change of the size of the tolerance would have been seen; there is none. */
    NOT_WORSE,
    /** A change of the size of the tolerance might have gone unseen. */
    CANNOT_TELL
  }
}
