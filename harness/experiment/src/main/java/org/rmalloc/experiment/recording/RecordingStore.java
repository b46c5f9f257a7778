// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.rmalloc.experiment.matrix.ProgramToRecord;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.TemporaryFolder;
import org.rmalloc.trace.hrec.HrecReader;
import org.rmalloc.trace.mapping.IgnoringEventSink;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.record.ProgramRecorder;
import org.rmalloc.trace.record.ProgramStartSettings;
import org.rmalloc.trace.record.RecordingException;
import org.rmalloc.trace.record.RecordingReport;
import org.rmalloc.trace.record.RecordingSettings;

/**
 * The recordings of a store, {@code recordings/PROGRAM-KEY.hrec.zst}, each with a manifest of the
 * same name in {@code .json}. A program is recorded once: of processes that share a store one
 * records, and the others wait for it. A recording appears whole or not at all.
 */
final class RecordingStore {
  private static final int DIGITS = 16; // of the key, in a file's name
  private static final Pattern NOTE =
      Pattern.compile("\\s*(?:NOTE|INCOMPLETE|self-check: FAILED)\\b");

  private final Path folder;

  private RecordingStore(Path folder) {
    this.folder = folder;
  }

  /** Those of a store, which need not be there. */
  static RecordingStore of(ResultStore store) {
    return new RecordingStore(store.recordings());
  }

  /** Where the recording of a program is, or will be. */
  Path place(ProgramToRecord program) {
    return folder.resolve(stem(program) + ".hrec.zst");
  }

  private Path manifest(ProgramToRecord program) {
    return folder.resolve(stem(program) + ".json");
  }

  private static String stem(ProgramToRecord program) {
    String name = program.programName().replaceAll("[^A-Za-z0-9._+-]", "_");
    return name + "-" + program.key().substring(0, DIGITS);
  }

  /**
   * The recording of a program; empty when there is none.
   *
   * @throws UsageException when it has changed, or is not what the experiment expects
   */
  Optional<TraceSource.Recorded> find(TraceSource.ToRecord trace) throws IOException {
    Path place = place(trace.program());
    Path manifestFile = manifest(trace.program());
    if (!Files.exists(place) || !Files.exists(manifestFile)) {
      return Optional.empty();
    }
    StoredRecordingMetadata manifest = StoredRecordingMetadata.read(manifestFile);
    String found = sha256(place);
    if (!found.equals(manifest.sha256())) {
      throw new UsageException(
          "%s: found SHA-256 %s, expected %s, as %s says; delete both to record the program again"
              .formatted(place, found, manifest.sha256(), manifestFile.getFileName()));
    }
    ExpectedRecordingCheck.check(trace, manifest);
    return Optional.of(new TraceSource.Recorded(trace.name(), place, ReadOptions.DEFAULT));
  }

  /**
   * The recording of a program, which is recorded if need be.
   *
   * @param talk takes lines for the user
   * @throws UsageException when it cannot be recorded, fails, or is not what the experiment expects
   */
  TraceSource.Recorded made(TraceSource.ToRecord trace, Consumer<String> talk) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock(); // until the channel is closed
      if (find(trace).isEmpty()) {
        record(trace, talk);
      }
      return find(trace).orElseThrow();
    }
  }

  private void record(TraceSource.ToRecord trace, Consumer<String> talk) throws IOException {
    Path drafts = Files.createTempDirectory(folder, ResultStore.RECORDING_DRAFT).toAbsolutePath();
    try {
      Path draft = drafts.resolve("recording.hrec.zst");
      talk.accept("recording %s: %s".formatted(trace.name(), trace.program().inWords()));
      RecordingReport report = report(trace, draft, talk);
      refuseFailure(trace, report);
      refuseIncomplete(trace, draft);
      StoredRecordingMetadata manifest = manifest(draft, report.recordings().getFirst());
      ExpectedRecordingCheck.check(trace, manifest);
      Path place = place(trace.program());
      Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
      manifest.writeTo(manifest(trace.program()), trace);
      talk.accept(manifest.inWords(place));
    } finally {
      TemporaryFolder.delete(drafts);
    }
  }

  private static StoredRecordingMetadata manifest(Path draft, RecordingReport.Written written)
      throws IOException {
    return new StoredRecordingMetadata(
        sha256(draft), written.requests(), written.counts().peakLiveBytes());
  }

  private static RecordingReport report(
      TraceSource.ToRecord trace, Path draft, Consumer<String> talk) throws IOException {
    try {
      List<String> said = new ArrayList<>();
      ProgramRecorder recorder = ProgramRecorder.ofThisMachine(said::add);
      RecordingReport report = recorder.record(request(trace.program(), draft));
      said.stream().filter(line -> isNote(line, report)).map(String::strip).forEach(talk);
      return report;
    } catch (RecordingException e) {
      throw ExpectedRecordingCheck.refused(trace, e);
    }
  }

  /** Whether a line is no summary of a file, whose draft it would name. */
  private static boolean isNote(String line, RecordingReport report) {
    return !report.lines().contains(line) || NOTE.matcher(line).lookingAt();
  }

  /** What to ask the recorder for. */
  static RecordingSettings request(ProgramToRecord program, Path output) {
    return new RecordingSettings(
        program.command(),
        output,
        program.accesses(),
        false,
        RecordingSettings.DEFAULT_WAIT_SECONDS,
        false,
        new ProgramStartSettings(
            Optional.of(program.workingDirectory()), program.environment(), true));
  }

  private static void refuseFailure(TraceSource.ToRecord trace, RecordingReport report) {
    if (report.exitStatus() != trace.program().exitStatus()) {
      throw trace
          .position()
          .problem(
              "exit status %d of '%s'".formatted(report.exitStatus(), trace.program().inWords()),
              "%d; its recording is not kept".formatted(trace.program().exitStatus()));
    }
  }

  private static void refuseIncomplete(TraceSource.ToRecord trace, Path draft) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(draft)) {
      HrecReader reader = HrecReader.of(input, new BadRecordHandler(input.name(), false));
      reader.readTo(new IgnoringEventSink());
      if (reader.stoppedEarly()) {
        throw trace
            .position()
            .problem(
                "a recording of '%s' that stopped before the program did: %s"
                    .formatted(trace.program().inWords(), reader.stopReason()),
                "a whole one; it is not kept");
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(file)) {
      return input.sha256OfAll();
    }
  }
}
