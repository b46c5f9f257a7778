// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.drawn;

import java.util.List;

/** Several series over one axis of ops. */
public final class SampledSeriesGroup {
  private final double[] ops;
  private final List<double[]> series;

  /**
   * Series; the arrays are not copied.
   *
   * @param ops ascending
   * @param series of each a value an op, NaN where it has none
   */
  public SampledSeriesGroup(double[] ops, List<double[]> series) {
    this.ops = ops;
    this.series = List.copyOf(series);
  }

  /** Op indices, ascending. Not to be written to. */
  public double[] ops() {
    return ops;
  }

  /** The values of a series at these ops, NaN where it has none. Not to be written to. */
  public double[] series(int i) {
    return series.get(i);
  }

  /** How many series there are. */
  public int count() {
    return series.size();
  }
}
