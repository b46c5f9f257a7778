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
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.CostTotals;
import org.rmalloc.replay.result.Environment;
import org.rmalloc.replay.result.Fork;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.FreeMinima;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.Latency;
import org.rmalloc.replay.result.Outcome;
import org.rmalloc.replay.result.Peaks;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.SmallestHeap;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.Summary;
import org.rmalloc.replay.result.Timing;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.trace.Provenance;

/** Results made by hand: ten requests in a heap of 2,000 bytes, 1,000 live at the peak. */
record ResultSample(
    String label,
    Set<Capability> capabilities,
    Outcome outcome,
    long footprint,
    long overhead,
    long cost,
    double nanos,
    SmallestHeap smallestHeap,
    boolean timed) {
  private static final int REQUESTS = 10;
  private static final Fork FLOOR = // of one run
      fork(List.of(15.0), new Latency(Latency.REQUEST, REQUESTS, 22, 22, 22, 22, 22));

  static ResultSample of(String label, long footprint, long overhead, long cost, double nanos) {
    return new ResultSample(
        label,
        Set.of(Capability.ADDRESSES),
        new Outcome.Finished(),
        footprint,
        overhead,
        cost,
        nanos,
        SmallestHeap.of(footprint),
        true);
  }

  ResultSample with(Capability... others) {
    return new ResultSample(
        label, Set.of(others), outcome, footprint, overhead, cost, nanos, smallestHeap, timed);
  }

  ResultSample ending(Outcome other) {
    return new ResultSample(
        label, capabilities, other, footprint, overhead, cost, nanos, smallestHeap, timed);
  }

  ResultSample needing(OptionalLong bytes, OptionalLong lucky, String reason) {
    return needing(new SmallestHeap(bytes, lucky, reason));
  }

  ResultSample needing(SmallestHeap heap) {
    return new ResultSample(
        label, capabilities, outcome, footprint, overhead, cost, nanos, heap, timed);
  }

  ResultSample untimed() {
    return new ResultSample(
        label, capabilities, outcome, footprint, overhead, cost, nanos, smallestHeap, false);
  }

  Result result() {
    return new Result(header(), summary());
  }

  private Header header() {
    boolean hasTimes = timed && outcome.replayed();
    String sha256 = "ab".repeat(32);
    return new Header(
        label,
        new Trial(
            new TraceIdentity(sha256, List.of()),
            ContenderIdentity.of(Contender.Kind.ARENA, "firstfit", Map.of()),
            Setting.DEFAULT),
        capabilities,
        "1.0",
        new Provenance("web.ops", sha256, List.of(), List.of()),
        2_000,
        1_000,
        8,
        "none",
        smallestHeap,
        "all",
        hasTimes
            ? Optional.of(
                new Environment("a host", "25", "a CPU", "Linux", "0.1.0", "abc", 20, 10, 1))
            : Optional.empty());
  }

  private Summary summary() {
    if (!outcome.replayed()) {
      return Summary.ofNoReplay(REQUESTS, 0, outcome);
    }
    OptionalDouble measure = OptionalDouble.of(0.1);
    return new Summary(
        REQUESTS,
        0,
        outcome,
        Optional.of(
            new SpaceFigures(
                new Peaks(1_000, 5, footprint, 5, overhead, overhead, 0, 12, 0),
                new FreeMinima(1, 1),
                new CostTotals(cost * REQUESTS, 0, 0),
                new CompactionTotals(0, 0, 0, 0, 0, 0, 0, 0),
                new Fragmentation(measure, measure, measure, measure),
                "00000000deadbeef")),
        timed ? Optional.of(timing()) : Optional.empty());
  }

  private Timing timing() {
    Latency request = new Latency(Latency.REQUEST, REQUESTS, 40, 45, 50, 55, 60);
    List<Fork> forks = List.of(fork(0.99, request), fork(1, request), fork(1.01, request));
    return new Timing(
        1, forks, List.of(request), List.of(), new Timing.Floor(List.of(FLOOR), request));
  }

  private Fork fork(double factor, Latency request) {
    return fork(List.of(factor * nanos * REQUESTS), request);
  }

  private static Fork fork(List<Double> blocks, Latency request) {
    return new Fork(0, "thread-cpu", 4, 3, 3, REQUESTS, blocks, request, 20, 10, 1, 0);
  }
}
