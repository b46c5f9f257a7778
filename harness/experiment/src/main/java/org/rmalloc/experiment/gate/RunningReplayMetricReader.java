// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.Set;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.replay.space.ReplayFiguresSoFar;

/** Reads the figures of a replay under way. */
final class RunningReplayMetricReader {
  /** Figures that a replay can only make larger. */
  static final Set<GateMetric> GROWING =
      Set.of(
          GateMetric.FOOTPRINT,
          GateMetric.INTERNAL,
          GateMetric.COST,
          GateMetric.LOCK_COST,
          GateMetric.OOM_COST,
          GateMetric.COMPACTIONS,
          GateMetric.BYTES_MOVED,
          GateMetric.PAUSE_BYTES);

  /** Those of them that are sums over requests. */
  static final Set<GateMetric> SUMS =
      Set.of(
          GateMetric.COST,
          GateMetric.LOCK_COST,
          GateMetric.OOM_COST,
          GateMetric.COMPACTIONS,
          GateMetric.BYTES_MOVED);

  private RunningReplayMetricReader() {}

  /**
   * A figure as it would be if the trace ended here.
   *
   * @throws IllegalArgumentException of a smallest heap, which no single replay has
   */
  static long of(ReplayFiguresSoFar figures, GateMetric figure) {
    return switch (figure) {
      case FOOTPRINT -> figures.footprint();
      case OVERHEAD -> figures.overhead();
      case INTERNAL -> figures.internal();
      case LARGEST_FREE_MINIMUM -> figures.largestFreeMinimum();
      case MAXMEM_MINIMUM -> figures.maxmemMinimum();
      case COST -> figures.cost();
      case LOCK_COST -> figures.lockCost();
      case OOM_COST -> figures.oomCost();
      case COMPACTIONS -> figures.compactions();
      case BYTES_MOVED -> figures.bytesMoved();
      case PAUSE_BYTES -> figures.pauseBytes();
      case MIN_HEAP, MIN_HEAP_LUCKY -> throw new IllegalArgumentException(figure.key());
    };
  }

  /** Whether a replay has it. */
  static boolean isOfReplay(GateMetric figure) {
    return figure != GateMetric.MIN_HEAP && figure != GateMetric.MIN_HEAP_LUCKY;
  }
}
