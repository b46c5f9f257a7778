// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import org.rmalloc.trace.UsageException;

/**
 * How many replays may run at a time.
 *
 * @param jobs untimed ones, 1 or more
 * @param timed timed ones, 1 or more; above 1 they disturb each other, and their files say so
 */
public record ReplayConcurrency(int jobs, int timed) {
  /** One after the other. */
  public static final ReplayConcurrency NONE = new ReplayConcurrency(1, 1);

  /** Checks the ranges. */
  public ReplayConcurrency {
    check("jobs", jobs);
    check("timed jobs", timed);
  }

  private static void check(String what, int count) {
    if (count < 1) {
      throw new UsageException("%s: found %d; expected 1 or more".formatted(what, count));
    }
  }
}
