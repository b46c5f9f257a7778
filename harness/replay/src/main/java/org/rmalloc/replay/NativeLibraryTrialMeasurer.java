// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.natives.AvailableMemory;
import org.rmalloc.replay.natives.LibraryDigest;
import org.rmalloc.replay.natives.NativeLibraryException;
import org.rmalloc.replay.natives.NativeLibraryMeasurer;
import org.rmalloc.replay.natives.NativeReplayResult;
import org.rmalloc.replay.natives.NativeReplayStatus;
import org.rmalloc.replay.natives.NativeReplayerBuild;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.LibraryProcessFacts;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.time.ContenderTimes;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.Workload;

/**
 * The trials of malloc libraries, each replayed in processes of its own: checked once, timed in
 * turns with the other contenders, and its pages counted. Whatever a library does to its process is
 * its own result, and no one else's.
 */
final class NativeLibraryTrialMeasurer implements AutoCloseable {
  private static final String NOOP = "noop";
  private static final NativeContender NOTHING = new NativeContender(NOOP, Optional.empty(), "");
  private static final SmallestHeapResult NO_ARENA =
      SmallestHeapResult.none(
          "a malloc library takes memory from the system, so there is no heap to make smaller");

  private final PreparedTrace trace;
  private final TrialSetting setting;
  private final MeasurementSettings measures;
  private final AllocStatsWriterFactory target;
  private final ProgressNotifier meter;
  private final Map<String, NativeLibraryTimer> turns = new HashMap<>(); // by label
  private Optional<NativeLibraryMeasurer> measurer = Optional.empty();
  private Optional<NativeLibraryTimer> noop = Optional.empty();
  private String hindrance = "";
  private Optional<OptionalLong> floorInstructions = Optional.empty();

  NativeLibraryTrialMeasurer(
      PreparedTrace trace,
      TrialSetting setting,
      MeasurementSettings measures,
      AllocStatsWriterFactory target,
      ProgressNotifier meter) {
    this.trace = trace;
    this.setting = setting;
    this.measures = measures;
    this.target = target;
    this.meter = meter;
  }

  /**
   * Gets ready for some libraries: builds the replayer, unless it is built already.
   *
   * @return who takes turns in being timed, the replayer's own share among them
   */
  List<NativeLibraryTimer> prepare(List<NativeContender> contenders) throws IOException {
    if (contenders.isEmpty()) {
      return List.of();
    }
    try {
      measurer =
          Optional.of(
              new NativeLibraryMeasurer(
                  NativeReplayerBuild.ofThisMachine().program(), trace.workload()));
      hindrance = AvailableMemory.hindranceOf(trace.workload().peakLive()).orElse("");
    } catch (NativeLibraryException e) {
      hindrance = e.getMessage();
    }
    return hindrance.isEmpty() ? allTurns(contenders) : List.of();
  }

  private List<NativeLibraryTimer> allTurns(List<NativeContender> contenders) {
    List<NativeLibraryTimer> all = new ArrayList<>();
    for (NativeContender contender : contenders) {
      NativeLibraryTimer own =
          new NativeLibraryTimer(contender, measurer.orElseThrow(), timeOptions(Map.of()));
      turns.put(contender.label(), own);
      all.add(own);
    }
    NativeLibraryTimer nothing =
        new NativeLibraryTimer(NOTHING, measurer.orElseThrow(), timeOptions(Map.of(NOOP, "on")));
    noop = Optional.of(nothing);
    all.add(nothing);
    return all;
  }

  private Map<String, String> timeOptions(Map<String, String> more) {
    Map<String, String> options = options(more);
    options.put("budget-ms", Long.toString(Math.max(1, measures.timeBudget().toMillis())));
    return options;
  }

  private Map<String, String> options(Map<String, String> more) {
    Map<String, String> options = new TreeMap<>(more);
    options.put("timeout", Long.toString(measures.natives().secondsOf(trace.workload())));
    return options;
  }

  /** Measures what is left to be measured of a library, and writes the result. */
  TrialResult result(NativeContender contender) throws IOException {
    if (!hindrance.isEmpty()) {
      return without(contender, hindrance);
    }
    try {
      return measured(contender);
    } catch (NativeLibraryException e) {
      return without(contender, e.getMessage());
    }
  }

  private TrialResult measured(NativeContender contender) throws IOException {
    meter.begin("checking " + contender.label());
    NativeReplayResult checked =
        measurer.orElseThrow().run(contender, NativeLibraryMeasurer.Mode.CHECK, options(Map.of()));
    meter.advance(trace.workload().opCount());
    if (checked.status() != NativeReplayStatus.FINISHED
        && checked.status() != NativeReplayStatus.NULL) {
      return ended(contender, checked);
    }
    Optional<NativeReplayResult> untimed = turns.get(contender.label()).failure();
    boolean diedTimed =
        untimed.filter(result -> result.status() != NativeReplayStatus.NULL).isPresent();
    return diedTimed ? ended(contender, untimed.get()) : counted(contender);
  }

  private TrialResult counted(NativeContender contender) throws IOException {
    meter.begin("counting pages of " + contender.label());
    long points =
        Math.min(measures.natives().dataPoints().maximum(), trace.workload().requestCount());
    NativePageCounter runs =
        new NativePageCounter(measurer.orElseThrow(), contender, options(Map.of()));
    NativeLibraryMeasurer.Space space = runs.full(points);
    meter.advance(trace.workload().opCount());
    if (space.figures().isEmpty()) {
      return ended(contender, space.result());
    }
    return finished(
        contender,
        space.result(),
        withInstructions(contender, runs.withRecorded(space.figures().get(), trace.touches())));
  }

  private TrialResult finished(
      NativeContender contender, NativeReplayResult counted, LibraryMemoryPageFigures pages)
      throws IOException {
    Optional<ContenderTimes> times =
        counted.status() == NativeReplayStatus.FINISHED
            ? turns.get(contender.label()).times(trace.workload())
            : Optional.empty();
    Optional<ContenderTimes> floor = times.flatMap(_ -> noop.orElseThrow().times(trace.workload()));
    Optional<ContenderTimes> timed = floor.isPresent() ? times : Optional.empty();
    AllocStatsHeader header = header(contender, process(counted), timed);
    ReplaySummary summary =
        ReplaySummary.ofLibrary(
            trace.workload().requestCount(),
            trace.workload().lockCount(),
            outcome(counted),
            Optional.of(pages),
            timed.map(one -> one.result(measures.forkSeed(), floor.orElseThrow())));
    try (AllocStatsWriter file = target.open(header)) {
      new MallocLibraryDataPointWriter(trace.workload(), timed.map(ContenderTimes::times))
          .write(counted.points(), file);
      file.finish(summary);
    }
    return new TrialResult(header, summary);
  }

  private LibraryMemoryPageFigures withInstructions(
      NativeContender contender, LibraryMemoryPageFigures pages) throws IOException {
    if (!measures.natives().counts()) {
      return pages;
    }
    meter.begin("counting instructions of " + contender.label());
    OptionalLong all = measurer.orElseThrow().instructions(contender, options(Map.of()));
    OptionalLong floor = floorInstructions();
    return all.isPresent() && floor.isPresent()
        ? pages.withInstructionsPerOp(
            (double) (all.getAsLong() - floor.getAsLong()) / trace.workload().requestCount())
        : pages;
  }

  private synchronized OptionalLong floorInstructions() throws IOException {
    if (floorInstructions.isEmpty()) {
      floorInstructions =
          Optional.of(measurer.orElseThrow().instructions(NOTHING, options(Map.of(NOOP, "on"))));
    }
    return floorInstructions.get();
  }

  /** The result of a library that ended its process: how, and at which request. */
  private TrialResult ended(NativeContender contender, NativeReplayResult result)
      throws IOException {
    AllocStatsHeader header = header(contender, process(result), Optional.empty());
    Workload workload = trace.workload();
    ReplaySummary summary =
        ReplaySummary.ofLibrary(
            workload.requestCount(),
            workload.lockCount(),
            outcome(result),
            Optional.empty(),
            Optional.empty());
    target.writeWithoutReplay(header, summary);
    return new TrialResult(header, summary);
  }

  private TrialResult without(NativeContender contender, String reason) throws IOException {
    String label = contender.label() + ": ";
    ReplayOutcome outcome =
        new ReplayOutcome.NotTried(
            reason.startsWith(label) ? reason.substring(label.length()) : reason);
    AllocStatsHeader header = header(contender, Optional.empty(), Optional.empty());
    ReplaySummary summary =
        ReplaySummary.ofNoReplay(
            trace.workload().requestCount(), trace.workload().lockCount(), outcome);
    target.writeWithoutReplay(header, summary);
    return new TrialResult(header, summary);
  }

  private ReplayOutcome outcome(NativeReplayResult result) {
    return result.status() == NativeReplayStatus.FINISHED
        ? new ReplayOutcome.Finished()
        : UnfinishedNativeReplayConverter.of(trace.workload(), result);
  }

  /** Empty where the process ended before it could say which library it has. */
  private static Optional<LibraryProcessFacts> process(NativeReplayResult result) {
    return result
        .text("library")
        .map(
            library ->
                new LibraryProcessFacts(
                    library,
                    LibraryDigest.sha256(Path.of(library)),
                    result.number("page_size").orElse(1),
                    ThisMachine.kernel(),
                    "full",
                    result.text("threads").orElse("one"),
                    result.text("said")));
  }

  private AllocStatsHeader header(
      NativeContender contender,
      Optional<LibraryProcessFacts> process,
      Optional<ContenderTimes> time) {
    return new AllocStatsHeader(
        contender.label(),
        new Trial(trace.identity(), contender.identity(), setting),
        contender.capabilities(),
        contender.version(),
        trace.provenance(),
        0,
        trace.workload().peakLive(),
        0,
        trace.locks(),
        NO_ARENA,
        measures.natives().dataPoints().text(),
        time.map(one -> ThisMachine.environment(one, measures.concurrency().timed())),
        process,
        Optional.empty());
  }

  @Override
  public void close() throws IOException {
    if (measurer.isPresent()) {
      measurer.get().close();
    }
  }
}
