// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** Times of a result without the timer's overhead; none below the timer's resolution. */
final class TimesWithoutOverhead {
  private final Optional<TimingEnvironment> environment;
  private final Optional<LatencyDistribution> request;
  private final Optional<Double> throughput;
  private final Optional<Long> longestPause;

  private TimesWithoutOverhead(
      Optional<TimingEnvironment> environment,
      Optional<LatencyDistribution> request,
      Optional<Double> throughput,
      Optional<Long> longestPause) {
    this.environment = environment;
    this.request = request;
    this.throughput = throughput;
    this.longestPause = longestPause;
  }

  static TimesWithoutOverhead of(TrialResult result) {
    Optional<TimingResult> timing = result.summary().timing();
    Optional<CompactionTotals> compactions =
        timing.flatMap(_ -> result.summary().space()).map(SpaceFigures::compactions);
    return new TimesWithoutOverhead(
        result.header().environment(),
        timing.flatMap(times -> times.latency(LatencyDistribution.REQUEST)),
        timing.map(TimingResult::nanosPerOp),
        compactions.filter(totals -> totals.count() > 0).map(CompactionTotals::longestPauseNanos));
  }

  static TimesWithoutOverhead ofFloor(TrialResult result, TimingResult timing) {
    return new TimesWithoutOverhead(
        result.header().environment(),
        Optional.of(timing.floor().request()),
        Optional.of(timing.floor().nanosPerOp()),
        Optional.empty());
  }

  OptionalLong request(ToLongFunction<LatencyDistribution> percentile) {
    return request.isPresent() ? net(percentile.applyAsLong(request.get())) : OptionalLong.empty();
  }

  OptionalDouble throughput() {
    return throughput.isPresent() ? OptionalDouble.of(throughput.get()) : OptionalDouble.empty();
  }

  OptionalLong longestPause() {
    return longestPause.isPresent() ? net(longestPause.get()) : OptionalLong.empty();
  }

  private OptionalLong net(long nanos) {
    TimingEnvironment timer = environment.orElseThrow();
    long net = nanos - timer.timerOverheadNanos();
    return net < timer.timerResolutionNanos() ? OptionalLong.empty() : OptionalLong.of(net);
  }
}
