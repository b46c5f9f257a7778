// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.file.BadRecords;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.file.PromisedFormat;
import org.rmalloc.trace.file.TraceInput;
import org.rmalloc.trace.hrec.HrecReader;
import org.rmalloc.trace.mapping.HeapEvents;
import org.rmalloc.trace.mapping.IgnoredEvents;
import org.rmalloc.trace.memtrace.MemtraceWriter;

/** Where a finished recording goes, and in which form, as the output's name says. */
final class RecordingDestination {
  private static final Pattern NAME =
      Pattern.compile("(.*?)((\\.(?i:hrec|memtrace|txt))?(\\.gz|\\.zst)?)");

  private final Path output;
  private final String stem;
  private final String extension;

  RecordingDestination(Path output) {
    this.output = output;
    Matcher name = NAME.matcher(output.getFileName().toString());
    boolean matches = name.matches();
    stem = matches ? name.group(1) : "";
    extension = matches ? name.group(2) : "";
  }

  /**
   * Refuses a place that cannot be written, or a name that promises what is not written.
   *
   * @throws RecordingException saying what is wrong with it
   */
  void check() throws RecordingException {
    Path folder = folder();
    Optional<String> refusal =
        PromisedFormat.refusalOf(output.getFileName(), List.of("hrec", "memtrace", "txt"));
    if (refusal.isPresent()) {
      throw new RecordingException(
          "-o: " + refusal.get() + "; rmalloc translate makes ops of a recording");
    }
    if (Files.isDirectory(output)) {
      throw new RecordingException(output + ": a directory; expected the name of a file");
    }
    if (!Files.isDirectory(folder)) {
      throw new RecordingException(folder + ": no such folder");
    }
    boolean writable = isSpecial() ? Files.isWritable(output) : Files.isWritable(folder);
    if (!writable) {
      throw new RecordingException(
          (isSpecial() ? output : folder)
              + ": may not be written; choose another place or change its permissions");
    }
  }

  /** Where raw recordings are to lie meanwhile: beside what is to be written, if that is a file. */
  Path workingFolder() {
    return isSpecial() ? Path.of(System.getProperty("java.io.tmpdir")) : folder();
  }

  /** The folder of the recordings; of a link, that of what it leads to. */
  Path folder() {
    try {
      return Files.exists(output) ? output.toRealPath().getParent() : output.getParent();
    } catch (IOException e) {
      return output.getParent();
    }
  }

  /** Whether it is a device or a pipe, which is written to where it is. */
  private boolean isSpecial() {
    return Files.exists(output) && !Files.isRegularFile(output) && !Files.isDirectory(output);
  }

  /** Whether recordings are written as text, each with all that it goes on from. */
  boolean isText() {
    return PromisedFormat.of(output).filter(format -> !format.equals("hrec")).isPresent();
  }

  /** The file for the program itself. */
  Path main() {
    return output;
  }

  /** The file for another process, or for a program that was replaced by the next. */
  Path of(RecordedImage image) {
    return output.resolveSibling(
        "%s.%d.%d%s".formatted(stem, image.pid(), image.number(), extension));
  }

  /** Puts a finished {@code .hrec} file there. */
  void place(Path finished, Path target) throws IOException {
    if (isText()) {
      writeText(finished, target);
    } else if (extension.endsWith(".gz") || extension.endsWith(".zst") || isTaken(target)) {
      copy(finished, target);
    } else {
      Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Whether something is there that is to stay what it is: a link, a device, a pipe. */
  private static boolean isTaken(Path target) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
  }

  private static void copy(Path finished, Path target) throws IOException {
    try (OutputFile file = OutputFile.create(target)) {
      Files.copy(finished, file.stream());
      file.commit();
    }
  }

  /** Twice through the file: the notes at its end come first in text. */
  private static void writeText(Path finished, Path target) throws IOException {
    try (OutputFile file = OutputFile.create(target)) {
      HrecReader notes = read(finished, new IgnoredEvents());
      OutputStream out = file.stream();
      read(finished, new MemtraceWriter(out, notes.notes()));
      file.commit();
    }
  }

  private static HrecReader read(Path finished, HeapEvents events) throws IOException {
    try (TraceInput input = TraceInput.open(finished)) {
      HrecReader reader = HrecReader.of(input, new BadRecords(finished.toString(), false));
      reader.readTo(events);
      return reader;
    }
  }
}
