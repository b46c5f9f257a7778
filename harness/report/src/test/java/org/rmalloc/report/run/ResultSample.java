// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocatorLoadStoreTotals;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.LargestRequestMinima;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.TraceProvenance;

/** Results made by hand: ten requests in a heap of 2,000 bytes, 1,000 live at the peak. */
record ResultSample(
    String label,
    Set<Capability> capabilities,
    ReplayOutcome outcome,
    long footprint,
    long overhead,
    long cost,
    double nanos,
    SmallestHeapResult smallestHeap,
    boolean timed) {
  private static final int REQUESTS = 10;
  private static final ForkTimeSummary FLOOR = // of one run
      fork(
          List.of(15.0),
          new LatencyDistribution(LatencyDistribution.REQUEST, REQUESTS, 22, 22, 22, 22, 22));

  static ResultSample of(String label, long footprint, long overhead, long cost, double nanos) {
    return new ResultSample(
        label,
        Set.of(Capability.ADDRESSES),
        new ReplayOutcome.Finished(),
        footprint,
        overhead,
        cost,
        nanos,
        SmallestHeapResult.of(footprint),
        true);
  }

  ResultSample with(Capability... others) {
    return new ResultSample(
        label, Set.of(others), outcome, footprint, overhead, cost, nanos, smallestHeap, timed);
  }

  ResultSample ending(ReplayOutcome other) {
    return new ResultSample(
        label, capabilities, other, footprint, overhead, cost, nanos, smallestHeap, timed);
  }

  ResultSample needing(OptionalLong bytes, OptionalLong lucky, String reason) {
    return needing(new SmallestHeapResult(bytes, lucky, reason));
  }

  ResultSample needing(SmallestHeapResult heap) {
    return new ResultSample(
        label, capabilities, outcome, footprint, overhead, cost, nanos, heap, timed);
  }

  ResultSample untimed() {
    return new ResultSample(
        label, capabilities, outcome, footprint, overhead, cost, nanos, smallestHeap, false);
  }

  TrialResult result() {
    return new TrialResult(header(), summary());
  }

  private AllocStatsHeader header() {
    boolean hasTimes = timed && outcome.replayed();
    String sha256 = "ab".repeat(32);
    return new AllocStatsHeader(
        label,
        new Trial(
            new TraceIdentity(sha256, List.of()),
            ContenderIdentity.of(Contender.Kind.ARENA, "firstfit", Map.of()),
            TrialSetting.DEFAULT),
        capabilities,
        "1.0",
        new TraceProvenance("web.ops", sha256, List.of(), List.of()),
        2_000,
        1_000,
        8,
        "none",
        smallestHeap,
        "all",
        hasTimes
            ? Optional.of(
                new TimingEnvironment("a host", "25", "a CPU", "Linux", "0.1.0", "abc", 20, 10, 1))
            : Optional.empty());
  }

  private ReplaySummary summary() {
    if (!outcome.replayed()) {
      return ReplaySummary.ofNoReplay(REQUESTS, 0, outcome);
    }
    OptionalDouble measure = OptionalDouble.of(0.1);
    return new ReplaySummary(
        REQUESTS,
        0,
        outcome,
        Optional.of(
            new SpaceFigures(
                new ReplayPeaks(1_000, 5, footprint, 5, overhead, overhead, 0, 12, 0),
                new LargestRequestMinima(1, 1),
                new AllocatorLoadStoreTotals(cost * REQUESTS, 0, 0),
                new CompactionTotals(0, 0, 0, 0, 0, 0, 0, 0),
                new Fragmentation(measure, measure, measure, measure),
                "00000000deadbeef")),
        timed ? Optional.of(timing()) : Optional.empty());
  }

  private TimingResult timing() {
    LatencyDistribution request =
        new LatencyDistribution(LatencyDistribution.REQUEST, REQUESTS, 40, 45, 50, 55, 60);
    List<ForkTimeSummary> forks =
        List.of(fork(0.99, request), fork(1, request), fork(1.01, request));
    return new TimingResult(
        1, forks, List.of(request), List.of(), new TimingResult.Floor(List.of(FLOOR), request));
  }

  private ForkTimeSummary fork(double factor, LatencyDistribution request) {
    return fork(List.of(factor * nanos * REQUESTS), request);
  }

  private static ForkTimeSummary fork(List<Double> blocks, LatencyDistribution request) {
    return new ForkTimeSummary(0, "thread-cpu", 4, 3, 3, REQUESTS, blocks, request, 20, 10, 1, 0);
  }
}
