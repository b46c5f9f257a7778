// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.frontier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.trial.HeapSize;

/**
 * The heaps of a frontier, from 1.00 to 2.00 times the peak of live bytes: close together where
 * curves are steep, wider for a long trace.
 */
final class FrontierHeapSizes {
  private static final int FROM_PERCENT = 100;
  private static final int TO_PERCENT = 200;
  private static final int STEEP_TO_PERCENT = 110;
  private static final int BENT_TO_PERCENT = 130;
  private static final long FEW_OPS = 500_000;
  private static final long MANY_OPS = 5_000_000;

  private FrontierHeapSizes() {}

  /** The heaps for a trace of so many ops, the smallest first. */
  static List<HeapSize> of(long opCount) {
    if (opCount <= FEW_OPS) {
      return inSteps(1, 2, 5);
    }
    return opCount <= MANY_OPS ? inSteps(2, 5, 10) : inSteps(5, 10, 35);
  }

  private static List<HeapSize> inSteps(int steep, int bent, int flat) {
    List<HeapSize> heaps = new ArrayList<>();
    for (int percent = FROM_PERCENT; percent <= TO_PERCENT; ) {
      heaps.add(new HeapSize.Factor(BigDecimal.valueOf(percent, 2)));
      if (percent < STEEP_TO_PERCENT) {
        percent += steep;
      } else {
        percent += percent < BENT_TO_PERCENT ? bent : flat;
      }
    }
    return heaps;
  }
}
