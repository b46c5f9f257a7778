package org.rmalloc.report.sound;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.rmalloc.report.points.JointPoints;
import org.rmalloc.report.sound.Bootstrap.Means;

/** Compares the times of allocators at the ops that all of them tell. */
final class TimeContest {
  // What is summed of each allocator, point by point.
  /** Nanoseconds of the op. */
  private static final int OP = 0;

  /** Nanoseconds of the op and of its out-of-memory handling. */
  private static final int WHOLE = 1;

  /** Logarithm of the latter, at least the clock's grain. */
  private static final int LOG = 2;

  /** How many were faster, as a share of all. */
  private static final int RANK = 3;

  /** Logarithm of the ratio to the fastest at this op. */
  private static final int EXCESS = 4;

  /** 1 where nobody was faster. */
  private static final int BEST = 5;

  /** 1 where nobody was slower, and somebody faster. */
  private static final int WORST = 6;

  private static final int FIGURES = 7;

  private final List<ScoredContender> contenders;
  private final BlockSums sums;
  private final double[] point;
  private final double[] nanos;
  private final double[] grains;

  TimeContest(List<ScoredContender> contenders) {
    this.contenders = contenders;
    this.sums = new BlockSums(contenders.size() * FIGURES);
    this.point = new double[contenders.size() * FIGURES];
    this.nanos = new double[contenders.size()];
    this.grains = new double[contenders.size()];
  }

  void observe(JointPoints at) {
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = contenders.get(i).opNanos(at) + contenders.get(i).oomNanos(at);
      grains[i] = Math.floor(nanos[i] / contenders.get(i).resolution());
    }
    double fastest = fastest();
    for (int i = 0; i < nanos.length; i++) {
      // One that has ended has no time: it is slower than all that go on.
      boolean ended = Double.isNaN(nanos[i]);
      double log = ended ? 0 : Math.log(atLeastOneGrain(i));
      int faster = faster(i);
      set(i, OP, ended ? 0 : contenders.get(i).opNanos(at));
      set(i, WHOLE, ended ? 0 : nanos[i]);
      set(i, LOG, log);
      set(i, RANK, (double) faster / nanos.length);
      set(i, EXCESS, ended ? 0 : log - fastest);
      set(i, BEST, faster == 0 ? 1 : 0);
      set(i, WORST, faster > 0 && slower(i) == 0 ? 1 : 0);
    }
    sums.add(point);
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

  private void set(int i, int figure, double value) {
    point[at(i, figure)] = value;
  }

  private static int at(int i, int figure) {
    return i * FIGURES + figure;
  }

  /** Points compared. */
  long points() {
    return sums.points();
  }

  /** Resamples what was observed. */
  Bootstrap bootstrap() {
    sums.coarsen();
    return new Bootstrap(sums);
  }

  /**
   * Mean nanoseconds of a request, out-of-memory handling included. Where only some ops have
   * points, all ops with out-of-memory handling are among them: its time is then spread over all
   * requests.
   */
  ToDoubleFunction<Means> average(int i) {
    ScoredContender contender = contenders.get(i);
    if (contender.hasAllPoints()) {
      return means -> means.of(at(i, WHOLE));
    }
    double oom = contender.oomNanosPerRequest();
    return means -> means.of(at(i, OP)) + oom;
  }

  /** Mean time of a request as a multiple of another allocator's. */
  ToDoubleFunction<Means> ratio(int i, int other) {
    return means -> average(i).applyAsDouble(means) / average(other).applyAsDouble(means);
  }

  /** Mean nanoseconds that a request takes longer than with another allocator. */
  ToDoubleFunction<Means> difference(int i, int other) {
    return means -> average(i).applyAsDouble(means) - average(other).applyAsDouble(means);
  }

  /** Geometric mean over the ops of the ratio to another allocator's time of the same op. */
  ToDoubleFunction<Means> geometricRatio(int i, int other) {
    return means -> Math.exp(logRatio(i, other).applyAsDouble(means));
  }

  /** The logarithm of the geometric ratio. */
  ToDoubleFunction<Means> logRatio(int i, int other) {
    return means -> means.of(at(i, LOG)) - means.of(at(other, LOG));
  }

  /** What share of all were faster at an op, on average, in percent. */
  ToDoubleFunction<Means> penaltyCount(int i) {
    return means -> 100 * means.of(at(i, RANK));
  }

  /** How much longer an op takes than with the fastest at this op, geometric mean, in percent. */
  ToDoubleFunction<Means> penaltyWeighted(int i) {
    return means -> 100 * Math.expm1(means.of(at(i, EXCESS)));
  }

  /** At what share of the ops nobody was faster, in percent. */
  ToDoubleFunction<Means> best(int i) {
    return means -> 100 * means.of(at(i, BEST));
  }

  /** At what share of the ops nobody was slower and somebody faster, in percent. */
  ToDoubleFunction<Means> worst(int i) {
    return means -> 100 * means.of(at(i, WORST));
  }
}
