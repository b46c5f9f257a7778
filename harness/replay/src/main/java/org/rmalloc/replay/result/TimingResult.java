// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the time pass measured, besides the times of the data points.
 *
 * @param forkSeed of the order of the processes over the contenders
 * @param forks one for each process, in the order of their positions; one or more
 * @param latency by kind of operation, over all ops: of each the median over the forks
 * @param stretches of all requests in their order, over the medians of the forks
 * @param floor the harness's own share
 */
public record TimingResult(
    long forkSeed,
    List<ForkTimeSummary> forks,
    List<LatencyDistribution> latency,
    List<RequestStretchTimes> stretches,
    Floor floor) {

  /**
   * What the harness itself takes: {@code noop}, which places nothing, replayed alike.
   *
   * @param request how the times of its requests are distributed
   */
  public record Floor(List<ForkTimeSummary> forks, LatencyDistribution request) {
    /** Copies the list. */
    public Floor {
      forks = List.copyOf(forks);
    }

    /** Nanoseconds an op: the mean over the forks. */
    public double nanosPerOp() {
      return TimingResult.nanosPerOp(forks);
    }
  }

  /** Copies the lists. */
  public TimingResult {
    forks = List.copyOf(forks);
    latency = List.copyOf(latency);
    stretches = List.copyOf(stretches);
  }

  /**
   * Several timings of one trial as one: the forks of all. Of a distribution each figure is the
   * median of theirs; of an even number the lower of the two.
   *
   * @param timings one or more
   */
  static TimingResult pooled(List<TimingResult> timings) {
    TimingResult first = timings.getFirst();
    List<LatencyDistribution> latency =
        first.latency.stream()
            .map(
                one ->
                    LatencyDistribution.median(
                        all(timings, timing -> timing.latency(one.op()).stream())))
            .toList();
    return new TimingResult(
        first.forkSeed,
        all(timings, timing -> timing.forks.stream()),
        latency,
        stretches(timings),
        new Floor(
            all(timings, timing -> timing.floor.forks.stream()),
            LatencyDistribution.median(all(timings, timing -> Stream.of(timing.floor.request)))));
  }

  /** Stretch by stretch; those of a trial are the same in all of its timings that have any. */
  private static List<RequestStretchTimes> stretches(List<TimingResult> timings) {
    List<List<RequestStretchTimes>> known =
        timings.stream().map(TimingResult::stretches).filter(each -> !each.isEmpty()).toList();
    int count = known.stream().mapToInt(List::size).min().orElse(0);
    return IntStream.range(0, count)
        .mapToObj(i -> RequestStretchTimes.median(known.stream().map(each -> each.get(i)).toList()))
        .toList();
  }

  private static <T> List<T> all(
      List<TimingResult> timings, Function<TimingResult, Stream<T>> part) {
    return timings.stream().flatMap(part).toList();
  }

  /** The distribution of one kind of operation, if there was any. */
  public Optional<LatencyDistribution> latency(String op) {
    return latency.stream().filter(one -> one.op().equals(op)).findFirst();
  }

  /** Nanoseconds an op, L and U included: the mean over the forks. */
  public double nanosPerOp() {
    return nanosPerOp(forks);
  }

  /** An op in the first pass of a process: the mean over the forks; empty without such a pass. */
  public OptionalDouble coldNanosPerOp() {
    return forks.stream().flatMapToDouble(fork -> fork.coldNanosPerOp().stream()).average();
  }

  private static double nanosPerOp(List<ForkTimeSummary> forks) {
    return forks.stream().mapToDouble(ForkTimeSummary::nanosPerOp).average().orElseThrow();
  }
}
