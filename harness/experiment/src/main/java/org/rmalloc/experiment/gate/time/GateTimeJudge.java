// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns pairs into verdicts. Deterministic: the same pairs, the same verdicts. */
public final class GateTimeJudge {
  private static final double NOISY_WALL_PER_CPU = 1.5;
  private static final double NOISY_SHARE = 0.2;
  private static final double NOISY_EFFECT = 0.1;

  private final double alpha;
  private final double tolerance;

  /**
   * A judge.
   *
   * @param alpha the promised rate of false alarms of the whole gate
   * @param tolerance the largest ratio minus 1 that is no alarm
   */
  public GateTimeJudge(double alpha, double tolerance) {
    this.alpha = alpha;
    this.tolerance = tolerance;
  }

  /** The pairs of one trial. */
  public record Measured(String trial, List<BuildTimePair> pairs) {}

  /**
   * Judges.
   *
   * @param equalPairs of the old build with itself; empty where none were made
   */
  public GateTimeReport judge(List<Measured> trials, List<BuildTimePair> equalPairs) {
    double strictest = new HolmProcedure(alpha, trials.size()).strictest();
    List<double[]> ratios = trials.stream().map(one -> logRatios(one.pairs())).toList();
    boolean[] worse = rejected(ratios.stream().map(WilcoxonSignedRank::pGreater).toList());
    boolean[] better =
        rejected(
            ratios.stream().map(GateTimeJudge::negated).map(WilcoxonSignedRank::pGreater).toList());
    List<GateTimeVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      verdicts.add(verdict(trials.get(i), ratios.get(i), worse[i], better[i], strictest));
    }
    double[] equal = logRatios(equalPairs);
    return new GateTimeReport(
        alpha,
        tolerance,
        verdicts,
        equalPairs,
        equal.length == 0 ? 0 : Math.expm1(WilcoxonSignedRank.estimate(equal)),
        refusal(equal, trials, verdicts));
  }

  private boolean[] rejected(List<Double> ps) {
    return new HolmProcedure(alpha, ps.size()).rejected(ps);
  }

  private GateTimeVerdict verdict(
      Measured trial, double[] ratios, boolean worse, boolean better, double strictest) {
    double estimate = Math.expm1(WilcoxonSignedRank.estimate(ratios));
    WilcoxonSignedRank.Interval interval = WilcoxonSignedRank.interval(0.01, ratios);
    double detectable = Math.expm1(DetectableEffect.of(ratios, strictest));
    return new GateTimeVerdict(
        trial.trial(),
        trial.pairs(),
        estimate,
        Math.expm1(interval.low()),
        Math.expm1(interval.high()),
        WilcoxonSignedRank.pGreater(ratios),
        WilcoxonSignedRank.pGreater(negated(ratios)),
        detectable,
        kind(estimate, worse, better, detectable));
  }

  private GateTimeVerdict.Kind kind(
      double estimate, boolean worse, boolean better, double detectable) {
    if (worse && estimate > tolerance) {
      return GateTimeVerdict.Kind.WORSE;
    }
    if (better && 1 / (1 + estimate) - 1 > tolerance) {
      return GateTimeVerdict.Kind.BETTER;
    }
    return detectable > tolerance
        ? GateTimeVerdict.Kind.CANNOT_TELL
        : GateTimeVerdict.Kind.NOT_WORSE;
  }

  /**
   * Why the machine is too noisy: the old build differs from itself, or most forks waited and
   * little is seen.
   */
  private Optional<String> refusal(
      double[] equal, List<Measured> trials, List<GateTimeVerdict> verdicts) {
    double p =
        Math.min(WilcoxonSignedRank.pGreater(equal), WilcoxonSignedRank.pGreater(negated(equal)));
    if (2 * p <= alpha) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the old build, timed against itself, differs by %+.1f %% (p %.4f)",
              100 * Math.expm1(WilcoxonSignedRank.estimate(equal)),
              2 * p));
    }
    double waiting = waitingShare(trials);
    double detectable = verdicts.stream().mapToDouble(GateTimeVerdict::detectable).max().orElse(0);
    return waiting > NOISY_SHARE && detectable > NOISY_EFFECT
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%.0f %% of the processes took %.1f times their CPU time or longer, and changes"
                    + " below %.0f %% would go unseen",
                100 * waiting,
                NOISY_WALL_PER_CPU,
                100 * detectable))
        : Optional.empty();
  }

  private static double waitingShare(List<Measured> trials) {
    List<GateForkTime> forks =
        trials.stream()
            .flatMap(one -> one.pairs().stream())
            .flatMap(pair -> Stream.of(pair.before(), pair.after()))
            .toList();
    long waiting = forks.stream().filter(one -> one.wallPerCpu() > NOISY_WALL_PER_CPU).count();
    return forks.isEmpty() ? 0 : (double) waiting / forks.size();
  }

  private static double[] logRatios(List<BuildTimePair> pairs) {
    return pairs.stream().mapToDouble(BuildTimePair::logRatio).toArray();
  }

  private static double[] negated(double[] values) {
    double[] negated = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }
}
