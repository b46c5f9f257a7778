// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.hrec.HrecFileFinisher;
import org.rmalloc.trace.hrec.ParentRecordingReference;

/** Makes of what a run has left behind finished files at their places, and a report. */
final class RecordingFinisher {
  private static final int DIGEST_BUFFER = 1 << 20;

  private final RecordingFolder folder;
  private final RecordingDestination destination;
  private final FinishedRecordingFiles finished;
  private final RecordingMetadata notes;
  private final String method;
  private final List<RecordingReport.Written> written = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> unfollowed = new HashMap<>();
  private OptionalLong program; // the process of which the last image goes to the file named
  private Optional<ProgramRun> run = Optional.empty();

  private RecordingFinisher(
      RecordingFolder folder,
      Path output,
      RecordingMetadata notes,
      String method,
      OptionalLong program) {
    this.folder = folder;
    this.notes = notes;
    this.method = method;
    this.program = program;
    destination = new RecordingDestination(output);
    finished = new FinishedRecordingFiles(destination.namedFolder());
  }

  RecordingFinisher(
      RecordingSettings request,
      RecordingMethod method,
      RecorderTools tools,
      RecordingFolder folder)
      throws IOException {
    this(
        folder,
        request.output().toAbsolutePath(),
        RecordingMetadata.of(request, method, tools),
        method.label(),
        OptionalLong.empty());
  }

  /** The files that another process has left, by what {@link #state} said then. */
  static RecordingFinisher late(RecordingFolder folder, Properties state) {
    RecordingFinisher finisher =
        new RecordingFinisher(
            folder,
            Path.of(state.getProperty("output")),
            RecordingMetadata.ofState(state),
            state.getProperty("method"),
            programOf(state));
    finisher.finished.loadFrom(state);
    return finisher;
  }

  private static OptionalLong programOf(Properties state) {
    String pid = state.getProperty("program");
    return pid == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pid));
  }

  /** Which process is the program. */
  void programIs(long pid) {
    program = OptionalLong.of(pid);
  }

  /** How the program ran. */
  void programRan(ProgramRun ended) {
    programIs(ended.pid());
    run = Optional.of(ended);
  }

  /** What is needed to finish later what is left. */
  Properties state() {
    Properties state = new Properties();
    state.setProperty("output", destination.main().toString());
    state.setProperty("method", method);
    if (program.isPresent() && run.isEmpty()) { // else its file may be in its place by now
      state.setProperty("program", String.valueOf(program.getAsLong()));
    }
    notes.storeIn(state);
    finished.storeIn(state);
    return state;
  }

  /**
   * Finishes all that no process is at work on, when the program ran.
   *
   * @param unrecordedSeconds what the program takes when it is not recorded, if that is known
   * @throws RecordingException when the program left no recording
   */
  RecordingReport finish(OptionalDouble unrecordedSeconds) throws IOException {
    ProgramRun ended = run.orElseThrow();
    Path lackeys = RecordedProcessBuilder.lackeyRecording(folder.path());
    if (Files.exists(lackeys)) {
      Files.move(lackeys, RawRecordingFile.first(folder.path(), ended.pid()));
    }
    if (folder.images().stream().noneMatch(image -> image.pid() == ended.pid())) {
      throw new RecordingException(nothing(ended));
    }
    lines.add(summary(ended, unrecordedSeconds));
    finishRest();
    lines.addAll(RecordingWarnings.ofRun(folder, notes.followsChildren()));
    return new RecordingReport(ended.exitStatus(), written, lines);
  }

  /** Finishes all that no process is at work on, and nothing that goes on from such a file. */
  void finishRest() throws IOException {
    RawRecordingCounter images = RawRecordingCounter.of(finishable(), finished::read);
    List<RawRecordingCounter.Counted> all = images.inOrder();
    Optional<RawRecordingFile> main = main(all);
    for (RawRecordingCounter.Counted one : all) {
      close(one, main, images.isHistory(one.image()));
    }
    List<RawRecordingCounter.Counted> sorted =
        all.stream()
            .sorted(
                Comparator.comparing(
                        (RawRecordingCounter.Counted one) -> !isMain(one.image(), main))
                    .thenComparing(one -> one.image().pid())
                    .thenComparing(one -> one.image().number()))
            .toList();
    noteUnfollowed(all);
    for (RawRecordingCounter.Counted one : sorted) {
      place(one, target(one.image(), main));
    }
    images
        .unreadable()
        .forEach(
            image ->
                lines.add(
                    "process %d left no recording that can be read; no file is written for it"
                        .formatted(image.pid())));
  }

  /** To be done before files are moved. */
  private void noteUnfollowed(List<RawRecordingCounter.Counted> all) throws IOException {
    for (RawRecordingCounter.Counted one : all) {
      folder.unfollowed(one.image()).ifPresent(what -> unfollowed.put(one.image().name(), what));
    }
  }

  /** Images whose process is done with them, and with all that they go on from. */
  private List<RawRecordingFile> finishable() throws IOException {
    List<RawRecordingFile> all = folder.images();
    List<RawRecordingFile> busy =
        new ArrayList<>(all.stream().filter(image -> folder.isInUse(image.file())).toList());
    for (boolean more = true; more; ) {
      List<String> names = busy.stream().map(RawRecordingFile::name).toList();
      List<RawRecordingFile> waiting = new ArrayList<>();
      for (RawRecordingFile image : all) {
        Optional<ParentRecordingReference> history = HrecFileFinisher.history(image.file());
        if (!busy.contains(image) && history.isPresent() && names.contains(history.get().file())) {
          waiting.add(image);
        }
      }
      busy.addAll(waiting);
      more = !waiting.isEmpty();
    }
    return all.stream()
        .filter(image -> !busy.contains(image) && !finished.has(image.name()))
        .toList();
  }

  /** Of env, nice or a shell's exec the last program is meant. */
  private Optional<RawRecordingFile> main(List<RawRecordingCounter.Counted> all) {
    return all.stream()
        .map(RawRecordingCounter.Counted::image)
        .filter(image -> program.isPresent() && image.pid() == program.getAsLong())
        .max(Comparator.comparing(RawRecordingFile::number));
  }

  private static boolean isMain(RawRecordingFile image, Optional<RawRecordingFile> main) {
    return main.isPresent() && main.get().equals(image);
  }

  private Path target(RawRecordingFile image, Optional<RawRecordingFile> main) {
    return isMain(image, main) ? destination.main() : destination.of(image);
  }

  /** Makes a finished recording of a raw one; those that it goes on from are finished by then. */
  private void close(
      RawRecordingCounter.Counted one, Optional<RawRecordingFile> main, boolean isHistory)
      throws IOException {
    Path file = one.image().file();
    Optional<ProgramRun> itsRun = run.filter(_ -> isMain(one.image(), main));
    HrecFileFinisher.finish(file, one.reader(), notes.of(one.reader(), itsRun));
    if (one.history().isPresent() && !destination.isText()) {
      finished.placed(one.history().get()).writeTo(file);
    }
    Optional<String> digest = isHistory ? Optional.of(sha256(file)) : Optional.empty();
    finished.add(one.image().name(), target(one.image(), main), digest);
  }

  private void place(RawRecordingCounter.Counted one, Path target) throws IOException {
    destination.place(one.image().file(), target);
    RecordingReport.Written file = describe(target, one);
    written.add(file);
    lines.addAll(RecordingReport.describe(file, one.counter()));
    Optional<String> next = Optional.ofNullable(unfollowed.get(one.image().name()));
    lines.addAll(RecordingWarnings.of(one, file, method, next));
  }

  private String nothing(ProgramRun ended) throws IOException {
    List<String> said = new ArrayList<>(RecordingWarnings.ofValgrind(folder));
    Optional.ofNullable(folder.losses().get(ended.pid())).ifPresent(said::add);
    return "%s was run, %s, and left no recording%s"
        .formatted(
            notes.program(), ended.ending(), said.isEmpty() ? "" : ": " + String.join("; ", said));
  }

  private String summary(ProgramRun ended, OptionalDouble unrecordedSeconds) {
    String line =
        String.format(
            Locale.ROOT,
            "recorded by %s in %.2f s; the program %s",
            method,
            ended.seconds(),
            ended.ending());
    return unrecordedSeconds.isEmpty()
        ? line
        : String.format(
            Locale.ROOT,
            "%s; %.1f times as slow as unrecorded (%.2f s)",
            line,
            ended.seconds() / unrecordedSeconds.getAsDouble(),
            unrecordedSeconds.getAsDouble());
  }

  private static RecordingReport.Written describe(Path target, RawRecordingCounter.Counted one)
      throws IOException {
    RecordedEventCounter counter = one.counter();
    return new RecordingReport.Written(
        target,
        RecordingMetadata.program(one.reader().notes()),
        Files.size(target),
        counter.mapped(),
        counter.count(OpKind.NEW, OpKind.FREE, OpKind.RESIZE),
        counter.count(OpKind.LOAD, OpKind.STORE, OpKind.MODIFY),
        one.reader().recordCount());
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream bytes =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[DIGEST_BUFFER];
      while (bytes.read(buffer) >= 0) {
        // all of it
      }
      return HexFormat.of().formatHex(((DigestInputStream) bytes).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
