// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.report.literal.StatsFile2014;
import org.rmalloc.report.natives.LibraryStatsFile;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFormatException;

/** Opens alloc-stats files, ours and the 2014 tool's: the first character tells which. */
final class StatsFileOpener {
  private StatsFileOpener() {}

  /**
   * Reads a file of a malloc library.
   *
   * @return empty when it is another one, whatever that is
   * @throws IOException as {@link #open}
   */
  static Optional<LibraryStatsFile> openLibrary(Path file) throws IOException {
    try (DigestingInputStream bytes = DigestingInputStream.open(file)) {
      return bytes.peek() == '{' ? LibraryStatsFile.read(file) : Optional.empty();
    }
  }

  /**
   * Opens a file, compressed or not.
   *
   * @throws IOException whose message names file, line and reason where it is no alloc-stats file,
   *     or a damaged one
   */
  static StatsFile open(Path file) throws IOException {
    try (DigestingInputStream bytes = DigestingInputStream.open(file)) {
      int first = bytes.peek();
      if (first > '~' || (first >= 0 && first < '\t')) {
        throw StatsFormatException.binary(file.toString(), first);
      }
      return switch (first) {
        case -1 ->
            throw new StatsFormatException(file.toString(), 1, "an empty file", "alloc-stats");
        case '{' -> JsonStatsFile.open(file, bytes);
        default ->
            StatsFile2014.read(
                file,
                new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)),
                bytes::sha256);
      };
    }
  }
}
