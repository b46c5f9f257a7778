// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What tables, findings and {@code run --format json} say of one contender: the one place where
 * these figures are taken from a result. Bytes and nanoseconds; what there is nothing to say about
 * is empty; of a contender that did not finish, figures are those up to its stop. The timer's
 * overhead is taken off every time.
 *
 * @param label of the contender
 * @param name of its allocator
 * @param kind {@code arena}, {@code native}, or {@code noop} for the harness's own share
 * @param lowerBound whether it is a lower bound, which is not ranked
 * @param finished whether every request was met
 * @param stoppedAt op index of the request that could not be met
 * @param reason why it did not finish, in a few words; empty when it did
 * @param heapSize in which it was replayed
 * @param minHeap the smallest heap from which every larger one tried finishes
 * @param minHeapLucky the smallest heap tried that finishes
 * @param footprint the peak
 * @param overhead at the op of that peak
 * @param maxmemMinimum the minimum, over the data points, of the largest request that compaction
 *     would satisfy; −1 when at one not even 0
 * @param compactions how often out-of-memory handling moved blocks
 * @param bytesMoved by it
 * @param pauseBytes the maximum of bytes moved while one request waited
 * @param longestPauseNanos the longest out-of-memory handling; empty without compactions
 * @param rootBytes bytes of the allocator's roots beside the heap
 * @param costPerOp loads and stores of 4 bytes a request, out-of-memory handling apart
 * @param oomCostPerOp those of out-of-memory handling, a request
 * @param p50Nanos of a request, out-of-memory handling included; empty below the timer's resolution
 * @param p99Nanos likewise
 * @param maxNanos likewise
 * @param throughputNanos an op, L and U included; the mean over the forks
 * @param process what only a malloc library has, which runs in a process of its own
 */
public record ContenderFigures(
    String label,
    String name,
    String kind,
    boolean lowerBound,
    boolean finished,
    OptionalLong stoppedAt,
    String reason,
    OptionalLong heapSize,
    OptionalLong minHeap,
    OptionalLong minHeapLucky,
    OptionalLong footprint,
    OptionalLong overhead,
    OptionalLong maxmemMinimum,
    OptionalLong compactions,
    OptionalLong bytesMoved,
    OptionalLong pauseBytes,
    OptionalLong longestPauseNanos,
    OptionalLong rootBytes,
    OptionalDouble costPerOp,
    OptionalDouble oomCostPerOp,
    OptionalLong p50Nanos,
    OptionalLong p99Nanos,
    OptionalLong maxNanos,
    OptionalDouble throughputNanos,
    NativeProcessFigures process) {
  /** Label, name and kind of the harness's own share. */
  public static final String NOOP = "noop";

  /** Label of the share of the replayer of malloc libraries. */
  public static final String NOOP_NATIVE = "noop-native";

  /** Of a result. */
  public static ContenderFigures of(TrialResult result) {
    AllocStatsHeader header = result.header();
    ReplaySummary summary = result.summary();
    Optional<SpaceFigures> space = summary.space();
    TimesWithoutOverhead times = TimesWithoutOverhead.of(result);
    return new ContenderFigures(
        header.label(),
        header.trial().contender().name(),
        header.trial().contender().kind().text(),
        header.isLowerBound(),
        summary.finished(),
        summary.stoppedAt(),
        summary.outcome().reason(),
        header.isNative() ? OptionalLong.empty() : OptionalLong.of(header.heapSize()),
        header.smallestHeap().bytes(),
        header.smallestHeap().lucky(),
        number(space, figures -> figures.peaks().footprintBytes()),
        number(space, figures -> figures.peaks().overheadAtFootprint()),
        number(space, figures -> figures.minima().maxmem()),
        number(space, figures -> figures.compactions().count()),
        number(space, figures -> figures.compactions().bytesMoved()),
        number(space, figures -> figures.compactions().pauseBytes()),
        times.longestPause(),
        number(space, _ -> header.rootBytes()),
        perRequest(summary, figures -> figures.cost().requests()),
        perRequest(summary, figures -> figures.cost().oom()),
        times.request(LatencyDistribution::p50),
        times.request(LatencyDistribution::p99),
        times.request(LatencyDistribution::maximum),
        times.throughput(),
        NativeProcessFigures.of(result));
  }

  /** Of what the harness itself takes, as a timed result says it; empty of an untimed one. */
  public static Optional<ContenderFigures> ofNoop(TrialResult result) {
    String label = result.header().isNative() ? NOOP_NATIVE : NOOP;
    return result
        .summary()
        .timing()
        .map(timing -> noop(label, TimesWithoutOverhead.ofFloor(result, timing)));
  }

  private static ContenderFigures noop(String label, TimesWithoutOverhead times) {
    OptionalLong nothing = OptionalLong.empty();
    return new ContenderFigures(
        label,
        NOOP,
        NOOP,
        false,
        true,
        nothing,
        "",
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        times.request(LatencyDistribution::p50),
        times.request(LatencyDistribution::p99),
        times.request(LatencyDistribution::maximum),
        times.throughput(),
        NativeProcessFigures.NONE);
  }

  /** Whether it takes part in a ranking: it finished, and is neither a lower bound nor noop. */
  public boolean isRanked() {
    return finished && !lowerBound && footprint.isPresent();
  }

  private static OptionalLong number(
      Optional<SpaceFigures> space, ToLongFunction<SpaceFigures> figure) {
    return space.isPresent()
        ? OptionalLong.of(figure.applyAsLong(space.get()))
        : OptionalLong.empty();
  }

  private static OptionalDouble perRequest(
      ReplaySummary summary, ToLongFunction<SpaceFigures> total) {
    return summary.space().isPresent() && summary.lastIndex().isPresent()
        ? OptionalDouble.of(
            (double) total.applyAsLong(summary.space().get())
                / (summary.lastIndex().getAsLong() + 1))
        : OptionalDouble.empty();
  }
}
