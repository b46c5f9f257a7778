// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.result.TrialResult;

/**
 * Who is ranked by time, and how: the one place where that is decided, for tables, charts and
 * findings. Contenders go by their index.
 */
public final class TimeRanks {
  private final List<Integer> compared = new ArrayList<>(); // which of the contenders
  private final Optional<MachineNoise> noise;
  private final ForkTimeComparison times;
  private final ForkTimeComparison waits;

  /**
   * Ranks contenders.
   *
   * @param rivals the times of each; empty of one that has none, or is not to be compared
   * @param noise of the machine; empty where there are no times
   */
  TimeRanks(List<Optional<TimingResult>> rivals, Optional<MachineNoise> noise) {
    this.noise = noise;
    List<TimingResult> timings = new ArrayList<>();
    for (int i = 0; i < rivals.size(); i++) {
      if (rivals.get(i).isPresent()) {
        compared.add(i);
        timings.add(rivals.get(i).get());
      }
    }
    double runVariance = noise.map(MachineNoise::runVariance).orElse(0.0);
    times =
        new ForkTimeComparison(
            timings.stream().map(FigureByFork::ofThroughput).toList(), runVariance);
    waits =
        new ForkTimeComparison(
            timings.stream()
                .map(one -> FigureByFork.ofRequests(one, LatencyDistribution::maximum))
                .toList(),
            runVariance);
  }

  /** The ranks of results of one trace and setting. */
  public static TimeRanks of(List<TrialResult> results) {
    List<TimingResult> timings =
        results.stream().flatMap(result -> result.summary().timing().stream()).toList();
    return new TimeRanks(
        results.stream().map(TimeRanks::rival).toList(),
        timings.isEmpty() ? Optional.empty() : Optional.of(MachineNoise.of(timings)));
  }

  private static Optional<TimingResult> rival(TrialResult result) {
    AllocStatsHeader header = result.header();
    return result.summary().finished() && !header.isLowerBound()
        ? result.summary().timing()
        : Optional.empty();
  }

  /** Whether it has a rank: timed by enough processes, on a machine quiet enough. */
  public boolean isRanked(int i) {
    return isCompared(i)
        && times.isRanked(at(i))
        && noise.filter(MachineNoise::blursRanks).isEmpty();
  }

  /** From 1: those that nobody is certainly faster than share the first; 0 where it has none. */
  public int rank(int i) {
    return isRanked(i) ? times.rank(at(i)) : 0;
  }

  /** Whether it is among the first, and not all are. */
  public boolean isBest(int i) {
    return rank(i) == 1 && compared.stream().anyMatch(other -> rank(other) > 1);
  }

  /** Whether its slowest request is faster than that of all others by more than chance. */
  public boolean hasShortestWait(int i) {
    return isRanked(i) && waits.isLeast(at(i));
  }

  /** Whether times of an op differ by more than chance. */
  boolean differ(int i, int other) {
    return isRanked(i) && isRanked(other) && times.differ(at(i), at(other));
  }

  /** The largest ratio of two of their times that would still pass for chance; of two or more. */
  public double largestChanceRatio(List<Integer> ranked) {
    return ranked.stream()
        .flatMapToDouble(
            i -> ranked.stream().filter(o -> !o.equals(i)).mapToDouble(o -> chanceRatio(i, o)))
        .max()
        .orElseThrow();
  }

  /** The largest ratio of two times of an op that would still pass for chance; 1 of one alone. */
  double chanceRatio(int i, int other) {
    return i == other ? 1 : times.largestChanceRatio(at(i), at(other));
  }

  /** How noisy the machine was; empty where there are no times. */
  public Optional<MachineNoise> noise() {
    return noise;
  }

  boolean isCompared(int i) {
    return compared.contains(i);
  }

  /** The mean time of an op. */
  ConfidenceInterval interval(int i) {
    return times.interval(at(i));
  }

  /** The mean time of an op, where there are times enough to tell its spread. */
  public Optional<ConfidenceInterval> knownInterval(int i) {
    return isCompared(i)
        ? Optional.of(interval(i)).filter(ConfidenceInterval::isKnown)
        : Optional.empty();
  }

  /** The ratio of two mean times of an op. */
  ConfidenceInterval ratio(int i, int other) {
    return times.ratio(at(i), at(other));
  }

  private int at(int i) {
    return compared.indexOf(i);
  }
}
