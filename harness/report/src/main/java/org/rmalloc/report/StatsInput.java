package org.rmalloc.report;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.rmalloc.report.literal.LiteralStats;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFormatException;

/** Opens alloc-stats files, ours and the 2014 tool's: the first character tells which. */
final class StatsInput {
  private StatsInput() {}

  /**
   * Opens a file.
   *
   * @throws StatsFormatException where it is no alloc-stats file, or a damaged one
   */
  static StatsFile open(Path file) throws IOException {
    try (InputStream bytes = uncompressed(file)) {
      return switch (firstCharacter(bytes)) {
        case -1 -> throw fault(file, "an empty file");
        case '{' -> throw fault(file, "JSON");
        default -> LiteralStats.read(file, text(bytes));
      };
    }
  }

  private static StatsFormatException fault(Path file, String found) {
    return new StatsFormatException(file.toString(), 1, found, "alloc-stats");
  }

  private static int firstCharacter(InputStream bytes) throws IOException {
    bytes.mark(1);
    int first = bytes.read();
    bytes.reset();
    return first;
  }

  private static Reader text(InputStream bytes) {
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  private static InputStream uncompressed(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    boolean gzip = file.toString().endsWith(".gz");
    return gzip ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
  }
}
