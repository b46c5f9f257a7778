// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.predict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.record.ProgramMeasurement;

/**
 * Holds the replays of a recording against runs of the program.
 *
 * <p>A program has more in memory than its heap: code, stacks, mappings of its own. That is
 * estimated once, under the reference, and taken to be the same under the others, but for the code
 * of the library itself and of those that it needs, where the program does not have it anyway. A
 * process that does nothing shows how much that is. In the same way a library's share of a
 * program's start counts for each program that is started.
 */
public final class PredictionCalculator {
  private final RealRunPlan plan;
  private final PreparedTrace trace;
  private final List<TrialResult> replays;
  private final Map<String, ProgramRunsUnderLibrary> real;

  /**
   * A prediction to be made.
   *
   * @param replays the first is of the reference
   * @param real by the labels of the replays
   */
  public PredictionCalculator(
      RealRunPlan plan,
      PreparedTrace trace,
      List<TrialResult> replays,
      Map<String, ProgramRunsUnderLibrary> real) {
    this.plan = plan;
    this.trace = trace;
    this.replays = List.copyOf(replays);
    this.real = Map.copyOf(real);
  }

  /** What the others are compared with. */
  private record Reference(long heap, ProgramRunsUnderLibrary runs) {
    double residue() {
      return runs.peak().median() - heap;
    }
  }

  /**
   * The prediction.
   *
   * @throws UsageException when the reference has no figures, or its runs ended differently
   */
  public Prediction prediction() {
    Reference reference = reference();
    return new Prediction(
        plan.program(),
        trace.name(),
        trace.touches().isPresent(),
        trace.workload().opCount(),
        trace.workload().peakLive(),
        plan.runs(),
        reference.runs().exitStatus(),
        reference.runs().images(),
        reference.residue(),
        replays.stream().map(replay -> library(replay, reference)).toList());
  }

  private Reference reference() {
    String label = label(replays.getFirst());
    ProgramRunsUnderLibrary runs = real.get(label);
    runs.unusedBecause()
        .ifPresent(
            why -> {
              throw new UsageException(
                  "%s under %s: %s; nothing can be predicted, since all others are compared with %s"
                      .formatted(plan.program(), label, why, label));
            });
    Optional<ProgramMeasurement> other = runs.runEndingOtherwise(runs.exitStatus());
    if (other.isPresent()) {
      throw new UsageException(
          "%s %s, and in another run under %s %s; its runs cannot be compared"
              .formatted(
                  plan.program(), runs.program().getFirst().ending(), label, other.get().ending()));
    }
    unreplayedBecause(replays.getFirst(), runs)
        .ifPresent(
            why -> {
              throw new UsageException(
                  "%s: %s; the others have nothing to be compared with".formatted(label, why));
            });
    return new Reference(heap(replays.getFirst()), runs);
  }

  private LibraryPrediction library(TrialResult replay, Reference reference) {
    ProgramRunsUnderLibrary runs = real.get(label(replay));
    String version = replay.header().version();
    Optional<String> why =
        Stream.of(
                Optional.of(runs.hindrance()).filter(text -> !text.isEmpty()),
                runs.runEndingOtherwise(reference.runs().exitStatus())
                    .map(run -> plan.program() + " " + run.ending()),
                runs.unusedBecause(),
                unreplayedBecause(replay, runs))
            .flatMap(Optional::stream)
            .findFirst();
    return why.isPresent()
        ? LibraryPrediction.without(label(replay), version, why.get())
        : new LibraryPrediction(
            label(replay), version, Optional.of(figures(heap(replay), runs, reference)), "");
  }

  private static LibraryPrediction.Figures figures(
      long heap, ProgramRunsUnderLibrary runs, Reference reference) {
    double code = runs.codeBytes(reference.runs().loadedFiles());
    double starts = runs.images() * runs.startsSlowerThan(reference.runs());
    return new LibraryPrediction.Figures(
        heap,
        code,
        reference.residue() + heap + code,
        runs.peak(),
        runs.replaysSlowerThan(reference.runs()) + starts,
        runs.slowerThan(reference.runs()));
  }

  /** Resident at the peak: as the program wrote to its blocks, where the recording knows that. */
  private static long heap(TrialResult replay) {
    LibraryMemoryPageFigures pages = replay.summary().pages().orElseThrow();
    return pages.residentRecordedPeak().orElse(pages.residentPeak());
  }

  private static Optional<String> unreplayedBecause(
      TrialResult replay, ProgramRunsUnderLibrary runs) {
    if (!replay.summary().finished()) {
      return Optional.of("the replay did not finish: " + replay.summary().outcome().reason());
    }
    return runs.isReplayed()
        ? Optional.empty()
        : Optional.of(
            "a replay that was timed under this library did not finish, so no time can be"
                + " predicted");
  }

  private static String label(TrialResult replay) {
    return replay.header().label();
  }
}
