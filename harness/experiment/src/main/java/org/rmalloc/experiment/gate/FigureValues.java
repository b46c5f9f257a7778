// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.Set;
import org.rmalloc.experiment.matrix.Figure;
import org.rmalloc.replay.space.RunningFigures;

/** Reads the figures of a replay under way. */
final class FigureValues {
  /** Figures that a replay can only make larger. */
  static final Set<Figure> GROWING =
      Set.of(
          Figure.FOOTPRINT,
          Figure.INTERNAL,
          Figure.COST,
          Figure.LOCK_COST,
          Figure.OOM_COST,
          Figure.COMPACTIONS,
          Figure.BYTES_MOVED,
          Figure.PAUSE_BYTES);

  /** Those of them that are sums over requests. */
  static final Set<Figure> SUMS =
      Set.of(
          Figure.COST, Figure.LOCK_COST, Figure.OOM_COST, Figure.COMPACTIONS, Figure.BYTES_MOVED);

  private FigureValues() {}

  /**
   * A figure as it would be if the trace ended here.
   *
   * @throws IllegalArgumentException of a smallest heap, which no single replay has
   */
  static long of(RunningFigures figures, Figure figure) {
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
  static boolean isOfReplay(Figure figure) {
    return figure != Figure.MIN_HEAP && figure != Figure.MIN_HEAP_LUCKY;
  }
}
