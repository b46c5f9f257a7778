// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.NativeLibraryOptionValues;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.ReopenableInput;
import picocli.CommandLine.Option;

/** What malloc libraries alone have: their files, and how they are measured. */
final class LibraryMeasurementOptions extends LibraryFileOptions {
  private static final String FULL = "full";
  private static final String RECORDED = "recorded";

  @Option(
      names = "--count",
      description =
          "Count the instructions of malloc libraries, too: under callgrind, 50 times as "
              + "slow as a replay.")
  private boolean counts;

  @Option(
      names = "--threads",
      paramLabel = "one|recorded",
      description =
          "Which threads make the requests while pages of malloc libraries are counted: one for"
              + " all, or for each request the thread that the trace says, in recorded order. Times"
              + " are of one thread. Default: recorded.")
  private Optional<String> threads;

  @Option(
      names = "--payload",
      paramLabel = "full|recorded",
      description =
          "What is written to the blocks of malloc libraries: full writes every page; recorded "
              + "also measures memory with only those bytes written that the program wrote, where "
              + "the trace says it. Default: recorded.")
  private Optional<String> payload;

  /** The contenders that some options name. */
  @Override
  List<Contender> contenders(ContenderSelectionOptions options) throws IOException {
    List<Contender> selected =
        options.contenders(
            named(),
            threads.map(value -> "%s=%s".formatted(NativeLibraryOptionValues.THREADS, value)));
    refuseWithoutEffect("--count", counts, selected);
    refuseWithoutEffect("--threads", threads.isPresent(), selected);
    refuseWithoutEffect("--payload", payload.isPresent(), selected);
    refuseOtherPayload();
    if (counts && new ExternalTool("", List.of("valgrind"), "--version", "").find().isEmpty()) {
      throw new UsageException("--count: valgrind is not installed; run apt-get install valgrind");
    }
    return selected;
  }

  private static void refuseWithoutEffect(String option, boolean given, List<Contender> selected) {
    if (given && selected.stream().noneMatch(LibraryMeasurementOptions::isLibrary)) {
      throw new UsageException(
          option + ": no malloc library competes; drop it, or name one after -a");
    }
  }

  private void refuseOtherPayload() {
    if (payload.isPresent() && !List.of(FULL, RECORDED).contains(payload.get())) {
      throw new UsageException(
          "--payload: found '%s', expected full or recorded".formatted(payload.get()));
    }
  }

  /** Some measures, and those of malloc libraries that are asked for. */
  MeasurementSettings with(MeasurementSettings measures) {
    return counts ? measures.withNatives(measures.natives().counting()) : measures;
  }

  /** A trace as it is replayed in a setting, with what the program wrote to if that matters. */
  PreparedTrace prepared(
      ReopenableInput file, ReadOptions options, TrialSetting setting, List<Contender> selected)
      throws IOException {
    PreparedTrace trace = PreparedTrace.read(file, options, setting);
    boolean isWritten =
        !payload.orElse(RECORDED).equals(FULL)
            && selected.stream().anyMatch(LibraryMeasurementOptions::isLibrary);
    return isWritten ? trace.withTouches(file, options, setting) : trace;
  }

  private static boolean isLibrary(Contender contender) {
    return contender.kind() == Contender.Kind.NATIVE;
  }
}
