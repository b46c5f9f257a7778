package org.rmalloc.replay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.progress.Meter;
import org.rmalloc.replay.space.PointSink;
import org.rmalloc.replay.space.SpaceOptions;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.space.SpaceResult;
import org.rmalloc.replay.stats.AllocStatsWriter;
import org.rmalloc.replay.stats.CompactionTotals;
import org.rmalloc.replay.stats.DataPoint;
import org.rmalloc.replay.stats.Environment;
import org.rmalloc.replay.stats.Header;
import org.rmalloc.replay.stats.ReplayOptions;
import org.rmalloc.replay.stats.Summary;
import org.rmalloc.replay.stats.Timing;
import org.rmalloc.replay.time.RequestTimes;
import org.rmalloc.replay.time.TimeResult;
import org.rmalloc.replay.workload.Checksum;
import org.rmalloc.replay.workload.Witness;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;

/**
 * The two passes of one allocator joined: the space pass, with the times of a time pass beside each
 * data point, and both held against each other.
 */
final class JointReplay {
  private final Trace trace;
  private final Workload workload;
  private final Driver driver;
  private final ReplaySettings settings;
  private final long heapSize;
  private final Optional<Times> times;

  /** What was timed: the allocator, and {@code noop} beside it. */
  record Times(TimeResult allocator, TimeResult floor) {}

  /** Where the rows go, once it is known what is above them. */
  interface Target {
    /** A writer of a file with that header; empty when there is to be no file. */
    Optional<AllocStatsWriter> open(Header header) throws IOException;
  }

  JointReplay(
      Trace trace,
      Workload workload,
      Driver driver,
      ReplaySettings settings,
      long heapSize,
      Optional<Times> times) {
    this.trace = trace;
    this.workload = workload;
    this.driver = driver;
    this.settings = settings;
    this.heapSize = heapSize;
    this.times = times;
  }

  /**
   * Runs the space pass and writes the file.
   *
   * @throws IllegalArgumentException when the heap is too small for the allocator's own needs
   * @throws InvariantViolation when the passes disagree; there is no file then
   */
  Summary run(Target target, Meter meter) throws IOException {
    SpaceOptions options =
        new SpaceOptions(
            heapSize, settings.limit(), settings.dataPoints(), settings.verifiesPayloads());
    SpacePass pass = new SpacePass(workload, driver, options);
    Optional<AllocStatsWriter> writer = target.open(header(pass.rootBytes()));
    if (writer.isEmpty()) {
      return summary(agreed(pass.run(PointSink.NONE, meter)));
    }
    try (AllocStatsWriter file = writer.get()) {
      SpaceResult space = pass.run(joining(file), meter);
      Summary summary = summary(agreed(space));
      file.finish(summary);
      return summary;
    }
  }

  private PointSink joining(AllocStatsWriter file) {
    if (times.isEmpty()) {
      return file::write;
    }
    RequestTimes ofRequests = times.get().allocator().times();
    return point ->
        file.write(
            point.withTimes(
                ofRequests.opNanos(point.opIndex()), ofRequests.oomNanos(point.opIndex())));
  }

  private SpaceResult agreed(SpaceResult space) {
    if (times.isPresent()) {
      Witness checked = space.witness();
      Witness timed = times.get().allocator().witness();
      if (!checked.equals(timed)) {
        throw new InvariantViolation(
            "%s: the timed replay and the checked one went different ways: %s and %s"
                .formatted(driver.name(), timed, checked));
      }
    }
    return space;
  }

  private Header header(long rootBytes) {
    return new Header(
        driver.name(),
        trace.provenance(),
        heapSize,
        workload.peakLive(),
        rootBytes,
        workload.lockCount() > 0 ? Header.LOCKS : Header.REQUESTS,
        new ReplayOptions(
            settings.heap().text(),
            settings.dataPoints().text(),
            settings.limit().text(),
            driver.optionTexts()),
        environment());
  }

  private Optional<Environment> environment() {
    return times
        .map(Times::allocator)
        .map(
            time ->
                ThisMachine.environment(
                    time.overheadNanos(), time.resolutionNanos(), settings.concurrency().timed()));
  }

  private Summary summary(SpaceResult space) {
    return new Summary(
        workload.requestCount(),
        workload.lockCount(),
        space.stoppedAt(),
        space.peaks(),
        space.least(),
        space.cost(),
        compactions(space.compactions()),
        space.fragmentation(),
        Checksum.text(space.witness().checksum()),
        times.map(JointReplay::timing));
  }

  private CompactionTotals compactions(CompactionTotals counted) {
    return new CompactionTotals(
        counted.count(),
        counted.calls(),
        counted.bytesMoved(),
        counted.blocksMoved(),
        counted.steps(),
        counted.cutShort(),
        times.isPresent()
            ? times.get().allocator().times().longestPauseNanos()
            : DataPoint.UNTIMED);
  }

  private static Timing timing(Times times) {
    TimeResult time = times.allocator();
    return new Timing(
        time.warmupPasses(),
        time.latencyPasses(),
        time.throughput(),
        times.floor().throughput(),
        List.copyOf(time.latency()));
  }
}
