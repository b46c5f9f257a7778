// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.OptionalLong;
import org.rmalloc.experiment.matrix.GateMetric.Unit;

/**
 * A figure of a trial, before and after.
 *
 * @param key of the baseline's line: a figure's, {@code finished} or {@code stopped_at}
 * @param unit what it counts
 * @param before the baseline's value; of {@code finished} 1 and 0; empty where there is none
 * @param after this build's value
 * @param kind what the gate says of it
 * @param allowed by how much it may be worse
 */
public record JudgedMetricChange(
    String key, Unit unit, OptionalLong before, OptionalLong after, Kind kind, long allowed) {

  /** What a gate says of a figure. */
  public enum Kind {
    /** The same. */
    EQUAL,
    /** Worse by more than is allowed. */
    WORSE,
    /** Worse, and allowed to be. */
    ALLOWED,
    /** Better. */
    BETTER,
    /** Another value, of a figure that is neither better nor worse. */
    OTHER
  }

  /** Whether it is worse by more than is allowed. */
  public boolean isWorse() {
    return kind == Kind.WORSE;
  }

  /** How much it changed, as a share of what it was; 0 where that cannot be said. */
  public double relative() {
    if (before.isEmpty() || after.isEmpty() || before.getAsLong() == 0) {
      return 0;
    }
    return (after.getAsLong() - before.getAsLong()) / (double) Math.abs(before.getAsLong());
  }
}
