// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

/**
 * Which figures come out of equal trials of equal contenders. Results of another version are not
 * comparable: a store measures anew, a gate wants a new baseline.
 */
public final class MeasuringVersion {
  /** To be raised by every change of the harness that changes a deterministic figure. */
  public static final int CURRENT = 1;

  private MeasuringVersion() {}
}
