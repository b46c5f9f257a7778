// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

/**
 * What a planner found for a trace.
 *
 * @param heightBytes of the lowest plan found
 * @param lowerBoundBytes proved: no plan is lower
 */
public record PlannedHeightAndBound(long heightBytes, long lowerBoundBytes) {
  /** Checks that the bound is none above the plan. */
  public PlannedHeightAndBound {
    if (lowerBoundBytes < 0 || lowerBoundBytes > heightBytes) {
      throw new IllegalArgumentException(
          "found a plan of height %d with lower bound %d; expected a bound from 0 to the height"
              .formatted(heightBytes, lowerBoundBytes));
    }
  }

  /** Whether the plan is proved to be the lowest. */
  public boolean isExact() {
    return heightBytes == lowerBoundBytes;
  }
}
