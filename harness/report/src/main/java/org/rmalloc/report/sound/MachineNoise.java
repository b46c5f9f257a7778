// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.TimingResult;

/**
 * How much else the machine did while times were taken.
 *
 * @param wallPerCpu wall time of a pass divided by its CPU time, the median over all forks
 * @param noopSpread standard deviation of what {@code noop} took, between forks, as a share of it;
 *     NaN where each run had but one fork
 * @param load of the machine, the maximum over the forks; negative where it is not known
 * @param runVariance of the logarithm of what {@code noop} took, between runs; 0 where there is one
 */
public record MachineNoise(double wallPerCpu, double noopSpread, double load, double runVariance) {
  private static final double BUSY_WALL_PER_CPU = 1.2;
  private static final double WIDE_SPREAD = 0.05;
  private static final double BLURRING_SPREAD = 0.2;

  /**
   * Of results that are compared.
   *
   * @param timings one or more
   */
  public static MachineNoise of(Collection<TimingResult> timings) {
    Map<List<ForkTimeSummary>, TimingResult> runs = new LinkedHashMap<>();
    timings.forEach(timing -> runs.put(timing.floor().forks(), timing));
    List<double[]> floors =
        runs.keySet().stream()
            .map(forks -> forks.stream().mapToDouble(fork -> logNanos(fork)).toArray())
            .toList();
    List<ForkTimeSummary> forks =
        timings.stream().flatMap(timing -> timing.forks().stream()).toList();
    double within = within(floors);
    return new MachineNoise(
        median(forks.stream().mapToDouble(ForkTimeSummary::wallPerCpu).sorted().toArray()),
        floors.stream().allMatch(run -> run.length < 2) ? Double.NaN : Math.sqrt(within),
        forks.stream().mapToDouble(ForkTimeSummary::load).max().orElse(-1),
        between(floors, within));
  }

  /** Whether there is reason to say so. */
  public boolean isWorthSaying() {
    return wallPerCpu > BUSY_WALL_PER_CPU || noopSpread > WIDE_SPREAD;
  }

  /** Whether even the harness's own share is not known well enough to rank by times. */
  public boolean blursRanks() {
    return noopSpread > BLURRING_SPREAD;
  }

  private static double logNanos(ForkTimeSummary fork) {
    return Math.log(Math.max(1e-3, fork.nanosPerOp()));
  }

  private static double within(List<double[]> runs) {
    double squares = runs.stream().mapToDouble(MachineNoise::squares).sum();
    int freedom = runs.stream().mapToInt(run -> run.length - 1).sum();
    return freedom == 0 ? 0 : squares / freedom;
  }

  /** What the means of runs differ beyond what the forks inside each explain. */
  private static double between(List<double[]> runs, double within) {
    if (runs.size() < 2) {
      return 0;
    }
    double[] means = runs.stream().mapToDouble(MachineNoise::mean).toArray();
    double explained = runs.stream().mapToDouble(run -> within / run.length).average().orElse(0);
    return Math.max(0, squares(means) / (means.length - 1) - explained);
  }

  private static double squares(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double median(double[] sorted) {
    return sorted[(sorted.length - 1) / 2];
  }
}
