// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.List;

/**
 * Bars that touch: how many there are in each of equally wide bins, counted on the left and in
 * percent of the fullest bin on the right.
 *
 * @param x what is measured; linear
 * @param from where the first bin starts
 * @param to where the last one ends
 * @param counted what the counts count
 */
public record HistogramChart(
    String title, Axis x, double from, double to, String counted, List<Long> counts)
    implements Chart {
  /** Copies the counts and checks that there is something to draw. */
  public HistogramChart {
    counts = List.copyOf(counts);
    if (!(from < to) || counts.isEmpty() || x.scale() != Scale.LINEAR) {
      throw new IllegalArgumentException(
          "%d bins from %s to %s, %s".formatted(counts.size(), from, to, x.scale()));
    }
  }

  /** The fullest bin's count. */
  long most() {
    return counts.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The corners of the outline, left to right: where a bin starts and where it ends. */
  double[] cornerXs() {
    double[] xs = new double[2 * counts.size()];
    for (int i = 0; i < xs.length; i++) {
      int bins = (i + 1) / 2; // left of the corner
      xs[i] = from + (to - from) * bins / counts.size();
    }
    return xs;
  }

  /** The heights of the same corners: none for an empty bin, so that a bin of one is seen. */
  double[] cornerYs() {
    double[] ys = new double[2 * counts.size()];
    for (int i = 0; i < ys.length; i++) {
      long count = counts.get(i / 2);
      ys[i] = count == 0 ? Double.NaN : count;
    }
    return ys;
  }
}
