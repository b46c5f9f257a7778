package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.hrec.HrecReader;
import org.rmalloc.trace.hrec.RawRecording;

/** Makes of what a run has left behind finished files at their places, and a report. */
final class RecordingFiles {
  private final RecordRequest request;
  private final Method method;
  private final Tools tools;
  private final ProgramRun run;
  private final Destination destination;
  private final List<RecordingReport.Written> written = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  RecordingFiles(RecordRequest request, Method method, Tools tools, ProgramRun run) {
    this.request = request;
    this.method = method;
    this.tools = tools;
    this.run = run;
    destination = new Destination(request.output().toAbsolutePath());
  }

  /**
   * Finishes all.
   *
   * @param unrecordedSeconds what the program takes when it is not recorded, if that is known
   * @throws RecordingException when the program left no recording
   */
  RecordingReport finish(Path folder, OptionalDouble unrecordedSeconds) throws IOException {
    Path lackeys = Launch.lackeyRecording(folder);
    if (Files.exists(lackeys)) {
      Files.move(lackeys, RecordedImage.first(folder, run.pid()));
    }
    List<RecordedImage> images = RecordedImage.in(folder);
    List<RecordedImage> own = images.stream().filter(image -> image.pid() == run.pid()).toList();
    if (own.isEmpty()) {
      throw new RecordingException(nothing(folder));
    }
    lines.add(ended(unrecordedSeconds));
    finish(own.getLast(), destination.main()); // env, nice, a shell's exec: the last is meant
    for (RecordedImage image : images) {
      if (!image.equals(own.getLast())) {
        finishOther(image);
      }
    }
    return new RecordingReport(run.exitStatus(), written, lines);
  }

  private String nothing(Path folder) throws IOException {
    Path log = Launch.valgrindLog(folder);
    String said = Files.exists(log) ? Files.readString(log).strip() : "";
    return "%s was run, %s, and left no recording%s"
        .formatted(request.command().getFirst(), run.ending(), said.isEmpty() ? "" : ": " + said);
  }

  private String ended(OptionalDouble unrecordedSeconds) {
    String line =
        String.format(
            Locale.ROOT,
            "recorded by %s in %.2f s; the program %s",
            method.label(),
            run.seconds(),
            run.ending());
    return unrecordedSeconds.isEmpty()
        ? line
        : String.format(
            Locale.ROOT,
            "%s; %.1f times as slow as unrecorded (%.2f s)",
            line,
            run.seconds() / unrecordedSeconds.getAsDouble(),
            unrecordedSeconds.getAsDouble());
  }

  /** A process that was killed before it had recorded anything is no reason to lose the others. */
  private void finishOther(RecordedImage image) throws IOException {
    try {
      finish(image, destination.of(image));
    } catch (TraceFormatException e) {
      lines.add("process %d left no recording".formatted(image.pid()));
    }
  }

  private void finish(RecordedImage image, Path target) throws IOException {
    EventCounter counter = new EventCounter();
    HrecReader reader = RawRecording.finish(image.file(), counter, notes());
    destination.place(image.file(), target);
    RecordingReport.Written file = describe(target, reader, counter);
    written.add(file);
    lines.addAll(RecordingReport.describe(file, counter));
    if (reader.stoppedEarly()) {
      lines.add("  INCOMPLETE: recording stopped before the program did: no room, or no file");
    }
  }

  private static RecordingReport.Written describe(
      Path target, HrecReader reader, EventCounter counter) throws IOException {
    long accesses = 0;
    for (OpKind kind : List.of(OpKind.LOAD, OpKind.STORE, OpKind.MODIFY)) {
      accesses += counter.count(kind);
    }
    long requests = reader.recordCount() - accesses - (reader.stoppedEarly() ? 1 : 0);
    return new RecordingReport.Written(
        target, program(reader), Files.size(target), counter.mapped(), requests, accesses);
  }

  private static String program(HrecReader reader) {
    return reader.notes().stream()
        .filter(note -> note.startsWith("arg="))
        .map(note -> note.substring("arg=".length()))
        .collect(Collectors.joining(" "));
  }

  /** Of this build; {@code unknown} when it was not run from a jar. */
  private static String version() {
    String version = RecordingFiles.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** What became known only here. */
  private List<String> notes() throws IOException {
    List<String> notes = new ArrayList<>();
    notes.add("rmalloc=" + version());
    notes.add("method=" + method.label());
    notes.add("accesses=" + (method.recordsAccesses() ? "yes" : "no"));
    notes.add("command=" + String.join(" ", request.command()));
    notes.add("exit=" + run.exitStatus());
    notes.add("ended=" + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    notes.add("milliseconds=" + run.elapsedNanos() / 1_000_000);
    notes.add("os=" + Host.os());
    notes.add("cpu=" + Host.cpu());
    notes.add("cc=" + tools.compilerVersion());
    if (method != Method.SHIM) {
      tools.valgrindVersion().ifPresent(version -> notes.add("valgrind=" + version));
    }
    return notes;
  }
}
