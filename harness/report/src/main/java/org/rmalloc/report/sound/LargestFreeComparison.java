// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.List;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.JointDataPointCursor;

/**
 * Compares, op by op, how much of the heap could not have been allocated in one piece: heap size
 * less largest free. Deterministic, so equal means equal.
 */
final class LargestFreeComparison {
  private final List<ComparedContender> contenders;
  private final double[] missing;
  private final double[] ranks;
  private final double[] excesses;
  private final long[] best;
  private final long[] worst;
  private long points;

  LargestFreeComparison(List<ComparedContender> contenders) {
    int count = contenders.size();
    this.contenders = contenders;
    this.missing = new double[count];
    this.ranks = new double[count];
    this.excesses = new double[count];
    this.best = new long[count];
    this.worst = new long[count];
  }

  void observe(JointDataPointCursor at) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < missing.length; i++) {
      ComparedContender contender = contenders.get(i);
      double free = at.get(contender.index(), DataPointColumn.LARGEST_FREE);
      boolean ended = Double.isNaN(free);
      missing[i] = ended ? Double.POSITIVE_INFINITY : contender.header().heapSize() - free;
      least = Math.min(least, missing[i]);
    }
    for (int i = 0; i < missing.length; i++) {
      observe(i, least);
    }
    points++;
  }

  private void observe(int i, double least) {
    int better = 0;
    int worse = 0;
    for (double other : missing) {
      better += other < missing[i] ? 1 : 0;
      worse += other > missing[i] ? 1 : 0;
    }
    ranks[i] += (double) better / missing.length;
    best[i] += better == 0 ? 1 : 0;
    worst[i] += better > 0 && worse == 0 ? 1 : 0;
    if (Double.isFinite(missing[i])) {
      excesses[i] += Math.log(Math.max(1, missing[i]) / Math.max(1, least));
    }
  }

  /** What share of all had more to allocate, on average, in percent. */
  double penaltyCount(int i) {
    return 100 * ranks[i] / points;
  }

  /** How much more was missing than with the best at an op, geometric mean, in percent. */
  double penaltyWeighted(int i) {
    return 100 * Math.expm1(excesses[i] / points);
  }

  /** At what share of the ops nobody had more to allocate, in percent. */
  double best(int i) {
    return 100.0 * best[i] / points;
  }

  /** At what share of the ops nobody had less and somebody more, in percent. */
  double worst(int i) {
    return 100.0 * worst[i] / points;
  }
}
