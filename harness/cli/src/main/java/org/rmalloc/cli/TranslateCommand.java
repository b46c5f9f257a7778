// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rmalloc.trace.OpAnnotations;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.OutputFileNameCheck;
import org.rmalloc.trace.mapping.ReallocMode;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.read.AccessDropper;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.translate.CProgramWriter;
import org.rmalloc.trace.translate.RecordingFormats;
import org.rmalloc.trace.translate.RecordingTranslation;
import org.rmalloc.trace.translate.RepWriter;
import org.rmalloc.trace.translate.TranslationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rmalloc translate}: a recording becomes ops. */
@Command(
    name = "translate",
    description = {
      "Translates a recording to ops: addresses become handles, and each access is "
          + "given to its block. All counters go to standard error. An output name that "
          + "ends in .rep or .c gives the trace of the CS:APP malloc exercise, or a C "
          + "program that performs the allocations; what such a form does not have, such as "
          + "the alignments of a .rep, is named.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TranslateCommand implements Callable<Integer> {
  @Mixin private TraceInputOptions input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = CommandOutputTarget.STANDARD,
      description =
          "The file to write: ops, or .rep or .c; also .gz or .zst. Default: standard output.")
  private String output;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "The recording's format, where its content does not show it: hrec, memtrace, "
              + "lackey, valgrind, mtrace, heaptrack-raw, heaptrack, rep, logalloc, ltrace, "
              + "plain or protobuf.")
  private String from;

  @Option(
      names = "--realloc",
      paramLabel = "resize|free-new",
      defaultValue = "resize",
      converter = ReallocModeParser.class,
      description = "Keep resizes, or make each a free and a new block. Default: resize.")
  private ReallocMode realloc;

  @Override
  public Integer call() throws IOException {
    checkFormat();
    CommandOutputTarget.checkName(output, "ops", "txt", "rep", "c");
    String format = OutputFileNameCheck.of(Path.of(output)).orElse("ops");
    if (format.equals("rep") || format.equals("c")) {
      ReadOptions reading = input.readOptions().withRealloc(realloc);
      Trace trace =
          input.read(from == null ? reading : reading.withFrom(from), new AccessDropper());
      boolean isProgram = format.equals("c");
      int done = CommandOutputTarget.write(output, stream -> writeOther(trace, isProgram, stream));
      leftOut(trace.marks(), isProgram)
          .ifPresent(
              what -> input.notice("left out, since the output's format cannot say it: " + what));
      return done;
    }
    input.refuseDialect("a recording has no dialect: its accesses have addresses");
    try (DecompressedInput recording = input.open()) {
      CommandOutputTarget.write(
              output, stream -> RecordingTranslation.toOps(recording, options(), stream))
          .report()
          .forEach(input::notice);
    }
    return ExitCode.DONE;
  }

  private static int writeOther(Trace trace, boolean isProgram, OutputStream stream)
      throws IOException {
    if (isProgram) {
      CProgramWriter.write(trace, stream);
    } else {
      RepWriter.write(trace, stream);
    }
    return ExitCode.DONE;
  }

  /** What a trace says and the other form does not, in words. */
  private static Optional<String> leftOut(OpAnnotations marks, boolean isProgram) {
    List<String> left = new ArrayList<>();
    if (marks.hasAlignments() && !isProgram) {
      left.add("the alignments of %,d allocations".formatted(marks.alignedCount()));
    }
    if (marks.hasThreads()) {
      left.add("threads");
    }
    if (marks.clockOps().length > 0) {
      left.add("times");
    }
    return left.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", left));
  }

  private TranslationSettings options() {
    return new TranslationSettings(
        Optional.ofNullable(from), realloc, input.isLenient(), input.isStrict());
  }

  private void checkFormat() {
    if (from != null && RecordingFormats.named(from).isEmpty()) {
      throw new UsageException(
          "--from: found '%s'; expected one of %s"
              .formatted(
                  from, RecordingFormats.all().stream().map(RecordingImporter::format).toList()));
    }
  }
}
