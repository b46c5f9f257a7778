// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import org.rmalloc.experiment.matrix.GateMetric;

/** Which way a figure gets worse. */
public enum WorseDirection {
  /** More is worse. */
  LARGER,
  /** Less is worse. */
  SMALLER,
  /** Neither is. */
  NEITHER;

  /** Of a figure. */
  public static WorseDirection worse(GateMetric figure) {
    return switch (figure) {
      case MIN_HEAP,
          MIN_HEAP_LUCKY,
          FOOTPRINT,
          OVERHEAD,
          INTERNAL,
          COST,
          LOCK_COST,
          OOM_COST,
          BYTES_MOVED,
          PAUSE_BYTES ->
          LARGER;
      case LARGEST_FREE_MINIMUM, MAXMEM_MINIMUM -> SMALLER;
      case COMPACTIONS -> NEITHER;
    };
  }

  /** How much worse {@code after} is than {@code before}; negative when it is better. */
  public long worseBy(long before, long after) {
    return switch (this) {
      case LARGER -> after - before;
      case SMALLER -> before - after;
      case NEITHER -> 0;
    };
  }
}
