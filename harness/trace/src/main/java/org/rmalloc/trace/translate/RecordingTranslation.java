// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpSink;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.mapping.EventToOpTranslator;
import org.rmalloc.trace.mapping.RecordedEventCounts;
import org.rmalloc.trace.mapping.RecordedEventOutcome;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;
import org.rmalloc.trace.memtrace.MemtraceImporter;
import org.rmalloc.trace.ops.OpsWriter;

/**
 * A recording translated to ops, and what came of it. Streams: memory in proportion to the live
 * blocks.
 */
public final class RecordingTranslation {
  /** The share of unknown frees above which something is amiss with the recording. */
  private static final double MANY_UNKNOWN = 0.01;

  private final RecordingImporter importer;
  private final RecordingInput recording;
  private final RecordedEventCounts counts;

  private RecordingTranslation(
      RecordingImporter importer, RecordingInput recording, RecordedEventCounts counts) {
    this.importer = importer;
    this.recording = recording;
    this.counts = counts;
  }

  /**
   * Hands a recording's ops to a sink.
   *
   * @throws TraceFormatException when it is none, or has a bad record and that is not lenient
   */
  public static RecordingTranslation translate(
      DecompressedInput input, TranslationSettings options, OpSink sink) throws IOException {
    return translate(importer(input, options.from()), input, options, sink);
  }

  private static RecordingTranslation translate(
      RecordingImporter importer, DecompressedInput input, TranslationSettings options, OpSink sink)
      throws IOException {
    RecordingInput recording =
        new RecordingInput(input, new BadRecordHandler(input.name(), options.lenient()));
    EventToOpTranslator mapping =
        new EventToOpTranslator(sink, options.realloc(), options.strict());
    importer.read(recording, mapping);
    if (mapping.counts().eventCount() == 0) {
      String found = input.byteCount() == 0 ? "an empty file" : "no record";
      throw TraceFormatException.ofFile(input.name(), found, "a recording");
    }
    return new RecordingTranslation(importer, recording, mapping.counts());
  }

  /** Writes a recording as ops text. What it says of itself stands at the end, as comments. */
  public static RecordingTranslation toOps(
      DecompressedInput input, TranslationSettings options, OutputStream stream)
      throws IOException {
    TraceProvenance source =
        TraceProvenance.made(input.name()).with("realloc=" + options.realloc().label());
    RecordingImporter importer = importer(input, options.from());
    try (OpsWriter writer =
        importer.mayMark()
            ? OpsWriter.withHeader(stream, Dialect.ACCESS, source)
            : OpsWriter.plain(stream, Dialect.ACCESS, source)) {
      RecordingTranslation translation = translate(importer, input, options, writer);
      for (String note : translation.notes()) {
        writer.addNote(note);
      }
      return translation;
    }
  }

  /** The format that the recording has. */
  public String format() {
    return importer.format();
  }

  /** What became of its events. */
  public RecordedEventCounts counts() {
    return counts;
  }

  /** What the recording says of itself, and where it came from: {@code key=value} each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(recording.notes());
    notes.add("translated-from=" + fileName());
    notes.add("translated-format=" + format());
    return notes;
  }

  /** Bad records that were skipped. */
  public long skippedCount() {
    return recording.bad().skippedCount();
  }

  /** Lines of somebody else's output. */
  public long foreignCount() {
    return recording.bad().foreignCount();
  }

  /** All counters and warnings, a line each, for people. */
  public List<String> report() {
    List<String> lines = new ArrayList<>();
    lines.add("%-14s %s".formatted("format", format()));
    for (RecordedEventOutcome event : RecordedEventOutcome.values()) {
      lines.add(line(event.label(), counts.count(event)));
    }
    lines.add(line("live_at_end", counts.liveBlocks()));
    lines.add(line("peak_live", counts.peakLiveBytes()));
    lines.add(line("foreign_lines", foreignCount()));
    recording.bad().foreignSamples().forEach(sample -> lines.add("  " + sample));
    lines.add(line("skipped", skippedCount()));
    lines.addAll(warnings());
    return lines;
  }

  /** What the user should know, a line each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    recording.warnings().forEach(warning -> warnings.add("warning: " + warning));
    long frees = counts.count(RecordedEventOutcome.FREE);
    long unknown = counts.count(RecordedEventOutcome.UNKNOWN_FREE);
    if (unknown > MANY_UNKNOWN * (frees + unknown)) {
      warnings.add(
          "warning: %d of %d frees are of unknown blocks: ".formatted(unknown, frees + unknown)
              + cause());
    }
    if (counts.count(RecordedEventOutcome.DUPLICATE_NEW) > 0) {
      warnings.add(
          "warning: two blocks were allocated at one address; perhaps a call is logged twice");
    }
    return warnings;
  }

  private String cause() {
    return switch (format()) {
      case "memtrace" -> "recordings of 2014 do not log what realloc does";
      case "mtrace" -> "the program also frees blocks that it allocated before it called mtrace()";
      case "heaptrack-raw" -> "heaptrack does not hook memalign and pvalloc";
      case "valgrind" -> "record with --run-libc-freeres=no --run-cxx-freeres=no";
      default -> "the recording may lack the start of the program";
    };
  }

  private String fileName() {
    return String.valueOf(Path.of(recording.input().name()).getFileName());
  }

  private static String line(String label, long count) {
    return String.format(Locale.ROOT, "%-14s %,d", label, count);
  }

  private static RecordingImporter importer(DecompressedInput input, Optional<String> from)
      throws IOException {
    if (from.isPresent()) {
      return RecordingFormats.named(from.get())
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "format of the recording: found '%s'; expected one of %s"
                          .formatted(from.get(), names())));
    }
    FileStart start = FileStart.of(input.peek(FileStart.LENGTH));
    if (start.text().isEmpty()) {
      return new MemtraceImporter(); // refuses it as empty or damaged
    }
    return RecordingFormats.recognized(start)
        .orElseThrow(
            () ->
                TraceFormatException.atLine(
                    input.name(),
                    1,
                    InputQuoter.quoted(start.firstLine()),
                    "a recording: " + names()));
  }

  private static String names() {
    return String.join(
        ", ", RecordingFormats.all().stream().map(RecordingImporter::format).toList());
  }
}
