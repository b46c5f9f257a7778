// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.mapping.ReallocMode;

/** A small alloc-stats file that says nothing contradictory, in every variant. */
record SampleStats(AllocStatsHeader header, List<AllocStatsDataPoint> rows, ReplaySummary summary) {

  static SampleStats timed() {
    return of(
        Optional.of(new TimingEnvironment("a host", "JDK", "CPU", "OS", "1", "abc", 26, 1, 1)),
        true);
  }

  static SampleStats untimed() {
    return of(Optional.empty(), true);
  }

  static SampleStats stopped() {
    return of(Optional.empty(), false);
  }

  static SampleStats refused() {
    SampleStats stopped = stopped();
    ReplayOutcome refusal = new ReplayOutcome.Refused("heap of 200 bytes: too small");
    return new SampleStats(stopped.header, List.of(), ReplaySummary.ofNoReplay(3, 2, refusal));
  }

  static List<SampleStats> all() {
    return List.of(timed(), untimed(), stopped(), refused());
  }

  String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AllocStatsWriter writer = AllocStatsWriter.to(out, header)) {
      for (AllocStatsDataPoint row : rows) {
        writer.write(row);
      }
      writer.finish(summary);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static SampleStats read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (var reader = AllocStatsReader.open("sample.json", new ByteArrayInputStream(bytes))) {
      List<AllocStatsDataPoint> rows = new ArrayList<>();
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
      return new SampleStats(reader.header(), rows, reader.summary());
    }
  }

  private static SampleStats of(Optional<TimingEnvironment> environment, boolean finished) {
    boolean timed = environment.isPresent();
    TraceProvenance trace =
        new TraceProvenance(
            "a\"b.ops", "0123".repeat(16), List.of("command=ls"), List.of("locks=fine"));
    AllocStatsHeader header =
        new AllocStatsHeader(
            "lifo",
            trial(finished),
            Set.of(Capability.ADDRESSES, Capability.CAPACITY_BLIND),
            "1.2",
            trace,
            200,
            100,
            8,
            "fine",
            finished
                ? new SmallestHeapResult(OptionalLong.of(150), OptionalLong.of(140), "")
                : SmallestHeapResult.NOT_SEARCHED,
            "3000",
            environment);
    List<AllocStatsDataPoint> rows = new ArrayList<>();
    rows.add(row(0, OpKind.NEW, 60, 60, timed));
    rows.add(row(1, OpKind.RESIZE, 100, 100, timed));
    rows.add(
        finished ? row(2, OpKind.FREE, 100, 0, timed) : row(2, OpKind.RESIZE, 300, 100, timed));
    return new SampleStats(header, rows, summary(timed, finished));
  }

  /** One that leaves much at its default, and one that leaves nothing. */
  private static Trial trial(boolean plain) {
    TrialSetting setting =
        plain
            ? TrialSetting.DEFAULT
            : new TrialSetting(
                HeapSize.parse("200"),
                LockSimulationSetting.COARSE,
                ReallocMode.FREE_NEW,
                3,
                50,
                -7,
                new CompactionLimit(4096));
    return new Trial(
        new TraceIdentity("0123".repeat(16), plain ? List.of() : List.of("lenient")),
        ContenderIdentity.of(Contender.Kind.ARENA, "firstfit", Map.of("order", "li\"fo")),
        setting);
  }

  private static ForkTimeSummary fork(int position, double nanos) {
    LatencyDistribution request =
        new LatencyDistribution(LatencyDistribution.REQUEST, 3, 40, 41, 42, 43, 44);
    List<Double> blocks = List.of(2 * nanos, 3 * nanos);
    return new ForkTimeSummary(
        position, "thread-cpu", 10, 7, 5, 5, blocks, request, 26, 1, 1.002, 0.5);
  }

  private static AllocStatsDataPoint row(
      long index, OpKind op, long size, long used, boolean timed) {
    long time = timed ? 40 + index : AllocStatsDataPoint.UNTIMED;
    long oomTime = timed ? 0 : AllocStatsDataPoint.UNTIMED;
    long free = 200 - 20 - used;
    return new AllocStatsDataPoint(
        index, op, size, used, free, 20, 12, used + 20, free - 12, free - 4, 7, 0, time, oomTime);
  }

  private static ReplaySummary summary(boolean timed, boolean finished) {
    LatencyDistribution latency = new LatencyDistribution("N", 1, 40, 40, 40, 40, 40);
    TimingResult timing =
        new TimingResult(
            7,
            List.of(fork(1, 9.25), fork(2, 9.5)),
            List.of(latency),
            List.of(new RequestStretchTimes(0, 3, 40, 41, 42, 44)),
            new TimingResult.Floor(List.of(fork(0, 1.5)), latency));
    OptionalDouble measure = OptionalDouble.of(0.2);
    return new ReplaySummary(
        3,
        2,
        finished
            ? new ReplayOutcome.Finished()
            : new ReplayOutcome.OutOfMemory(
                new UnmetRequest(2, OpKind.RESIZE, 300, true, 100, 80, 68)),
        Optional.of(
            new SpaceFigures(
                new ReplayPeaks(100, 1, 120, 1, 20, 20, 12, 7, 0),
                new LargestRequestMinima(68, 76),
                new AllocatorLoadStoreTotals(21, 4, 0),
                new CompactionTotals(
                    1, 2, 60, 1, 1, 0, 60, timed ? 1000 : AllocStatsDataPoint.UNTIMED),
                new Fragmentation(measure, measure, measure, OptionalDouble.empty()),
                "00000000deadbeef")),
        timed ? Optional.of(timing) : Optional.empty());
  }
}
