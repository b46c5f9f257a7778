// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.List;
import org.rmalloc.report.points.JointDataPointCursor;

/**
 * Compares the times of allocators at the ops that all files have. Describes the points of one
 * process: what it shows is ranked by nobody.
 */
final class SameOpTimeComparison {
  private final List<ComparedContender> contenders;
  private final double[] nanos;
  private final double[] grains;
  private final double[] opSums;
  private final double[] wholeSums;
  private final double[] logSums;
  private final double[] rankSums;
  private final double[] excessSums;
  private final long[] best;
  private final long[] worst;
  private long points;

  SameOpTimeComparison(List<ComparedContender> contenders) {
    int count = contenders.size();
    this.contenders = contenders;
    nanos = new double[count];
    grains = new double[count];
    opSums = new double[count];
    wholeSums = new double[count];
    logSums = new double[count];
    rankSums = new double[count];
    excessSums = new double[count];
    best = new long[count];
    worst = new long[count];
  }

  void observe(JointDataPointCursor at) {
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = contenders.get(i).opNanos(at) + contenders.get(i).oomNanos(at);
      grains[i] = Math.floor(nanos[i] / contenders.get(i).resolution());
    }
    double fastest = fastest();
    for (int i = 0; i < nanos.length; i++) {
      // One that has ended has no time: it is slower than all that go on.
      if (!Double.isNaN(nanos[i])) {
        opSums[i] += contenders.get(i).opNanos(at);
        wholeSums[i] += nanos[i];
        logSums[i] += Math.log(atLeastOneGrain(i));
        excessSums[i] += Math.log(atLeastOneGrain(i)) - fastest;
      }
      int faster = faster(i);
      rankSums[i] += (double) faster / nanos.length;
      best[i] += faster == 0 ? 1 : 0;
      worst[i] += faster > 0 && slower(i) == 0 ? 1 : 0;
    }
    points++;
  }

  private double fastest() {
    double fastest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < nanos.length; i++) {
      if (!Double.isNaN(nanos[i])) {
        fastest = Math.min(fastest, Math.log(atLeastOneGrain(i)));
      }
    }
    return fastest;
  }

  private double atLeastOneGrain(int i) {
    return Math.max(nanos[i], contenders.get(i).resolution());
  }

  private int faster(int i) {
    int faster = 0;
    for (double grain : grains) {
      if (grain < grains[i] || (Double.isNaN(grains[i]) && !Double.isNaN(grain))) {
        faster++;
      }
    }
    return faster;
  }

  private int slower(int i) {
    int slower = 0;
    for (double grain : grains) {
      if (grain > grains[i] || (Double.isNaN(grain) && !Double.isNaN(grains[i]))) {
        slower++;
      }
    }
    return slower;
  }

  /** Points compared. */
  long points() {
    return points;
  }

  /**
   * Mean nanoseconds of a request, out-of-memory handling included. Where only some ops have
   * points, all ops with out-of-memory handling are among them: its time is then spread over all
   * requests.
   */
  double average(int i) {
    ComparedContender contender = contenders.get(i);
    return contender.hasAllPoints()
        ? wholeSums[i] / points
        : opSums[i] / points + contender.oomNanosPerRequest();
  }

  /** Geometric mean over the points of the ratio to another allocator's time of the same op. */
  double geometricRatio(int i, int other) {
    return Math.exp((logSums[i] - logSums[other]) / points);
  }

  /** What share of all were faster at an op, on average, in percent. */
  double penaltyCount(int i) {
    return 100 * rankSums[i] / points;
  }

  /** How much longer an op takes than with the fastest at this op, geometric mean, in percent. */
  double penaltyWeighted(int i) {
    return 100 * Math.expm1(excessSums[i] / points);
  }

  /** At what share of the ops nobody was faster, in percent. */
  double best(int i) {
    return 100.0 * best[i] / points;
  }

  /** At what share of the ops nobody was slower and somebody faster, in percent. */
  double worst(int i) {
    return 100.0 * worst[i] / points;
  }
}
