package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.file.BadRecords;
import org.rmalloc.trace.file.OutputFile;
import org.rmalloc.trace.hrec.HrecReader;
import org.rmalloc.trace.mapping.HeapEvents;
import org.rmalloc.trace.memtrace.MemtraceWriter;

/** Where a finished recording goes, and in which form, as the output's name says. */
final class Destination {
  private static final Pattern NAME =
      Pattern.compile("(.*?)((\\.hrec|\\.memtrace|\\.txt)?(\\.gz|\\.zst)?)");

  private final Path output;
  private final String stem;
  private final String extension;

  Destination(Path output) {
    this.output = output;
    Matcher name = NAME.matcher(output.getFileName().toString());
    boolean matches = name.matches();
    stem = matches ? name.group(1) : "";
    extension = matches ? name.group(2) : "";
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
    } else if (extension.endsWith(".gz") || extension.endsWith(".zst")) {
      compress(finished, target);
    } else {
      Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private boolean isText() {
    return extension.startsWith(".memtrace") || extension.startsWith(".txt");
  }

  private static void compress(Path finished, Path target) throws IOException {
    try (OutputFile file = OutputFile.create(target)) {
      Files.copy(finished, file.stream());
      file.commit();
    }
  }

  /** Twice through the file: the notes at its end come first in text. */
  private static void writeText(Path finished, Path target) throws IOException {
    try (OutputFile file = OutputFile.create(target)) {
      HrecReader notes = read(finished, new Nothing());
      OutputStream out = file.stream();
      read(finished, new MemtraceWriter(out, notes.notes()));
      file.commit();
    }
  }

  private static HrecReader read(Path finished, HeapEvents events) throws IOException {
    try (InputStream bytes = Files.newInputStream(finished)) {
      HrecReader reader = new HrecReader(bytes::read, new BadRecords(finished.toString(), false));
      reader.readTo(events);
      return reader;
    }
  }
}
