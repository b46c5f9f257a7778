// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

/**
 * Times of two builds, measured right after each other.
 *
 * @param before of the old build
 * @param after of the new build; of an A/A pair of the old one as well
 * @param beforeFirst whether the old build's processes ran first and last
 */
public record BuildTimePair(GateForkTime before, GateForkTime after, boolean beforeFirst) {
  /** The logarithm of new over old: positive where the new build takes longer. */
  public double logRatio() {
    return Math.log(after.nanosPerOp() / before.nanosPerOp());
  }
}
