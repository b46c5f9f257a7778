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
import org.rmalloc.trace.file.BadRecordHandler;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.file.FileNameShortener;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.file.OutputFileNameCheck;
import org.rmalloc.trace.hrec.HrecReader;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.IgnoringEventSink;
import org.rmalloc.trace.memtrace.MemtraceWriter;

/** Where a finished recording goes, and in which form, as the output's name says. */
final class RecordingDestination {
  private static final Pattern NAME =
      Pattern.compile("(.*?)((\\.(?i:hrec|memtrace|txt))?(\\.gz|\\.zst)?)", Pattern.DOTALL);

  private final Path output;
  private final String stem;
  private final String extension;

  RecordingDestination(Path output) {
    this.output = output;
    Matcher name = NAME.matcher(String.valueOf(output.getFileName())); // a root has none
    boolean matches = name.matches();
    stem = matches ? name.group(1) : "";
    extension = matches ? name.group(2) : "";
  }

  /**
   * Refuses a place that cannot be written, or a name that promises what is not written.
   *
   * @param program what is to be recorded, and to stay as it is
   * @throws RecordingException saying what is wrong with it
   */
  void check(Path program) throws IOException {
    checkName();
    Optional<String> refusal =
        OutputFileNameCheck.refusalOf(output.getFileName(), List.of("hrec", "memtrace", "txt"));
    if (refusal.isPresent()) {
      throw new RecordingException(
          "-o: " + refusal.get() + "; to get ops, give the recording to 'rmalloc translate'");
    }
    if (Files.isDirectory(output)) {
      throw new RecordingException(output + ": a directory; expected the name of a file");
    }
    if (Files.exists(output) && Files.isSameFile(output, program)) {
      throw new RecordingException(
          "-o: found %s, the program itself; expected the name of another file".formatted(output));
    }
    checkWritable();
  }

  private void checkWritable() throws RecordingException {
    Path folder = folder();
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

  private void checkName() throws RecordingException {
    int bytes = FileNameShortener.bytes(String.valueOf(output.getFileName()));
    if (bytes > FileNameShortener.MAX_BYTES) {
      throw new RecordingException(
          "-o: found a name of %d bytes; expected at most %d"
              .formatted(bytes, FileNameShortener.MAX_BYTES));
    }
    try {
      OutputFile.placeOf(output);
    } catch (IOException e) {
      throw new RecordingException("-o: " + e.getMessage(), e);
    }
  }

  /** Where raw recordings are to lie meanwhile: beside what is to be written, if that is a file. */
  Path workingFolder() {
    return isSpecial() ? Path.of(System.getProperty("java.io.tmpdir")) : folder();
  }

  /** The folder that is written to; of a link, that of what it leads to. */
  private Path folder() {
    try {
      return OutputFile.placeOf(output).getParent();
    } catch (IOException e) {
      return output.getParent();
    }
  }

  /** The folder by which the recordings are named. */
  Path namedFolder() {
    return output.getParent();
  }

  /** Whether it is a device or a pipe, which is written to where it is. */
  private boolean isSpecial() {
    return Files.exists(output) && !Files.isRegularFile(output) && !Files.isDirectory(output);
  }

  /** Whether recordings are written as text, each with all that it goes on from. */
  boolean isText() {
    return OutputFileNameCheck.of(output).filter(format -> !format.equals("hrec")).isPresent();
  }

  /** The file for the program itself. */
  Path main() {
    return output;
  }

  /** The file for another process, or for a program that was replaced by the next. */
  Path of(RawRecordingFile image) {
    String end = ".%d.%d%s".formatted(image.pid(), image.number(), extension);
    return output.resolveSibling(FileNameShortener.shortened(stem, end));
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
      HrecReader notes = read(finished, new IgnoringEventSink());
      OutputStream out = file.stream();
      read(finished, new MemtraceWriter(out, notes.notes()));
      file.commit();
    }
  }

  private static HrecReader read(Path finished, HeapEventSink events) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(finished)) {
      HrecReader reader = HrecReader.of(input, new BadRecordHandler(finished.toString(), false));
      reader.readTo(events);
      return reader;
    }
  }
}
