// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.space.DataPointSink;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.space.SpaceReplayOptions;
import org.rmalloc.replay.space.SpaceResult;
import org.rmalloc.replay.time.ContenderTimes;
import org.rmalloc.replay.time.MedianRequestTimes;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.ReplayFingerprint;

/**
 * Completes one trial: replays it for space with the times beside each data point, holds both
 * passes against each other, and writes the result. Thread-safe.
 */
final class JavaAllocatorTrialMeasurer {
  private final PreparedTrace trace;
  private final TrialSetting setting;
  private final MeasurementSettings measures;
  private final AllocStatsWriterFactory target;
  private final InterleavedContenderTimer timer;
  private final ProgressNotifier meter;

  JavaAllocatorTrialMeasurer(
      PreparedTrace trace,
      TrialSetting setting,
      MeasurementSettings measures,
      AllocStatsWriterFactory target,
      InterleavedContenderTimer timer,
      ProgressNotifier meter) {
    this.trace = trace;
    this.setting = setting;
    this.measures = measures;
    this.target = target;
    this.timer = timer;
    this.meter = meter;
  }

  /**
   * Measures a contender that can manage such a heap.
   *
   * @param time what its time pass measured; empty in an untimed run
   * @throws InvariantViolation when the passes disagree; there is no result then
   */
  TrialResult of(
      JavaAllocatorContender contender,
      SmallestHeapResult smallest,
      long heapSize,
      Optional<ContenderTimes> time)
      throws IOException {
    meter.begin("replaying " + contender.label());
    SpaceReplayOptions options =
        new SpaceReplayOptions(
            heapSize, setting.budget(), measures.dataPoints(), measures.verifiesPayloads());
    try (SpacePass pass = new SpacePass(trace.workload(), contender, options)) {
      return replayed(pass, header(contender, smallest, heapSize, pass.rootBytes(), time), time);
    }
  }

  private TrialResult replayed(
      SpacePass pass, AllocStatsHeader header, Optional<ContenderTimes> time) throws IOException {
    try (AllocStatsWriter file = target.open(header)) {
      SpaceResult space = pass.run(joining(file, time), meter);
      time.ifPresent(
          timed -> requireAgreement(header.label(), timed.fingerprint(), space.fingerprint()));
      ReplaySummary summary =
          new ReplaySummary(
              trace.workload().requestCount(),
              trace.workload().lockCount(),
              space.outcome(),
              Optional.of(space.figures(time.map(ContenderTimes::longestPauseNanos))),
              time.map(one -> one.result(measures.forkSeed(), timer.floor())));
      file.finish(summary);
      return new TrialResult(header, summary);
    }
  }

  /** The result of a contender against which nothing is replayed. */
  TrialResult withoutReplay(
      JavaAllocatorContender contender,
      SmallestHeapResult smallest,
      long heapSize,
      ReplayOutcome outcome)
      throws IOException {
    AllocStatsHeader header = header(contender, smallest, heapSize, 0, Optional.empty());
    ReplaySummary summary =
        ReplaySummary.ofNoReplay(
            trace.workload().requestCount(), trace.workload().lockCount(), outcome);
    target.writeWithoutReplay(header, summary);
    return new TrialResult(header, summary);
  }

  private static DataPointSink joining(AllocStatsWriter file, Optional<ContenderTimes> time) {
    if (time.isEmpty()) {
      return file::write;
    }
    MedianRequestTimes times = time.get().times();
    return point ->
        file.write(
            point.withTimes(times.opNanos(point.opIndex()), times.oomNanos(point.opIndex())));
  }

  private static void requireAgreement(
      String contender, ReplayFingerprint timed, ReplayFingerprint checked) {
    if (!checked.equals(timed)) {
      throw new InvariantViolation(
          "%s: the timed replay and the checked one went different ways: %s and %s"
              .formatted(contender, timed, checked));
    }
  }

  private AllocStatsHeader header(
      JavaAllocatorContender contender,
      SmallestHeapResult smallest,
      long heapSize,
      long rootBytes,
      Optional<ContenderTimes> time) {
    return new AllocStatsHeader(
        contender.label(),
        new Trial(trace.identity(), contender.identity(), setting),
        contender.capabilities(),
        contender.version(),
        trace.provenance(),
        heapSize,
        trace.workload().peakLive(),
        rootBytes,
        trace.locks(),
        smallest,
        measures.dataPoints().text(),
        time.map(one -> ThisMachine.environment(one, measures.concurrency().timed())));
  }
}
