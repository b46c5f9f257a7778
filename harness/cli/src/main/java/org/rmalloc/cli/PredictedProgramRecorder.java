// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.rmalloc.replay.predict.RealRunPlan;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.record.AccessRecordingMethod;
import org.rmalloc.trace.record.ProgramRecorder;
import org.rmalloc.trace.record.ProgramStartSettings;
import org.rmalloc.trace.record.RecordingReport;
import org.rmalloc.trace.record.RecordingReport.Written;
import org.rmalloc.trace.record.RecordingSettings;

/** A program that is recorded with the processes that it starts, of which one is replayed. */
final class PredictedProgramRecorder {
  private static final double PERCENT = 100;
  private static final ProgramStartSettings DETACHED =
      new ProgramStartSettings(Optional.empty(), new TreeMap<>(), true);

  private final RealRunPlan plan;
  private final AccessRecordingMethod accesses;
  private final Consumer<String> talk;

  PredictedProgramRecorder(
      RealRunPlan plan, AccessRecordingMethod accesses, Consumer<String> talk) {
    this.plan = plan;
    this.accesses = accesses;
    this.talk = talk;
  }

  /** Refuses a program into which no library can be preloaded, before anything is run. */
  void check() throws IOException {
    ProgramRecorder.check(request(Path.of("")));
  }

  /**
   * Records it.
   *
   * @param folder where the recordings go
   * @return that of the process with the largest peak of live bytes
   * @throws UsageException when it made no request
   */
  Path record(Path folder) throws IOException {
    Path file = folder.resolve(plan.program() + ".hrec.zst");
    RecordingReport report =
        ProgramRecorder.ofThisMachine(AccessRecordingMethod.NONE == accesses ? _ -> {} : talk)
            .record(request(file));
    List<Written> all = report.recordings();
    Written largest =
        all.stream()
            .max(Comparator.comparingLong(one -> one.counts().peakLiveBytes()))
            .orElseThrow();
    if (largest.requests() == 0) {
      throw new UsageException(
          "%s: found no request in its recording; a program with a malloc of its own runs under no other"
              .formatted(plan.program()));
    }
    talk.accept(selection(all, largest));
    return largest.file();
  }

  private static String selection(List<Written> all, Written largest) {
    long requests = all.stream().mapToLong(Written::requests).sum();
    return all.size() == 1
        ? "recorded: %s".formatted(largest.program())
        : "recorded: %d programs, of which the one with the largest heap is replayed: %s (%.0f %% of all requests)"
            .formatted(all.size(), largest.program(), PERCENT * largest.requests() / requests);
  }

  private RecordingSettings request(Path output) {
    return new RecordingSettings(
        plan.command(),
        output,
        accesses,
        true,
        RecordingSettings.DEFAULT_WAIT_SECONDS,
        false,
        DETACHED);
  }
}
