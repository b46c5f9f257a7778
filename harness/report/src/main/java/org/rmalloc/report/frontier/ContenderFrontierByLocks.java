// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.frontier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;

/**
 * One relocating contender under all assumptions about locks: by heap a figure with the usual locks
 * and its extremes over all of them.
 *
 * @param usual the curve with the usual locks
 * @param curves all of its curves, the usual one first
 */
record ContenderFrontierByLocks(FrontierCurve usual, List<FrontierCurve> curves) {

  /** The bands of a frontier, by label, in the order of contenders. */
  static List<ContenderFrontierByLocks> of(RelocationFrontier frontier) {
    Map<String, List<FrontierCurve>> byLabel = new LinkedHashMap<>();
    frontier
        .moving()
        .forEach(
            curve -> byLabel.computeIfAbsent(curve.label(), _ -> new ArrayList<>()).add(curve));
    return byLabel.values().stream()
        .map(curves -> new ContenderFrontierByLocks(curves.getFirst(), List.copyOf(curves)))
        .toList();
  }

  String label() {
    return usual.label();
  }

  /**
   * A figure's range in one heap.
   *
   * @param usual NaN where it did not finish with the usual locks
   * @param low NaN where it finished with none
   * @param high likewise
   */
  record Range(double usual, double low, double high) {
    /** Whether locks make a difference. */
    boolean isWide() {
      return low < high;
    }
  }

  /** The range of a figure in a heap. */
  Range range(String heap, ToDoubleFunction<FrontierPoint.Figures> figure) {
    double low = Double.NaN;
    double high = Double.NaN;
    for (FrontierCurve curve : curves) {
      Optional<FrontierPoint.Figures> figures = figures(curve, heap);
      if (figures.isPresent()) {
        double value = figure.applyAsDouble(figures.get());
        low = Double.isNaN(low) ? value : Math.min(low, value);
        high = Double.isNaN(high) ? value : Math.max(high, value);
      }
    }
    return new Range(figures(usual, heap).map(figure::applyAsDouble).orElse(Double.NaN), low, high);
  }

  /** With how many of the assumptions it finishes, of those with which the heap was tried. */
  String inWords(String heap) {
    long tried = curves.stream().filter(curve -> point(curve, heap).isPresent()).count();
    long finished = curves.stream().filter(curve -> figures(curve, heap).isPresent()).count();
    return "%d of %d".formatted(finished, tried);
  }

  private static Optional<FrontierPoint.Figures> figures(FrontierCurve curve, String heap) {
    return point(curve, heap).flatMap(FrontierPoint::figures);
  }

  private static Optional<FrontierPoint> point(FrontierCurve curve, String heap) {
    return curve.points().stream().filter(point -> point.heap().equals(heap)).findFirst();
  }
}
