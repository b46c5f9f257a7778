// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.ops;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.WholeLinesBuffer;

/**
 * Which dialect an ops file has. Its first line says so if it is ours; else {@link #LINES} lines
 * decide: U is lock, S or M is access; else a file name with {@code lockops} is lock; else a whole
 * file without L is as good as either.
 */
final class OpsDialectDetector {
  static final int LINES = 65_536;

  private final String file;
  private final WholeLinesBuffer lines;
  private int version = OpsTextHeader.PLAIN_VERSION;

  OpsDialectDetector(String file, WholeLinesBuffer lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * The dialect of the file at whose start the window is.
   *
   * @param demanded what the user says
   * @return empty when only the user can tell
   */
  Optional<Dialect> dialect(Optional<Dialect> demanded) throws IOException {
    boolean whole = lines.look(LINES);
    Optional<Dialect> said = firstLineDialect();
    if (said.isPresent() && demanded.isPresent() && !said.equals(demanded)) {
      throw TraceFormatException.atLine(
          file,
          1,
          "dialect=" + said.get().label(),
          "the " + demanded.get().label() + " dialect, as asked for");
    }
    return said.or(() -> demanded).or(() -> byLetters(whole));
  }

  /** Of the file, once its dialect was asked for. */
  int version() {
    return version;
  }

  private Optional<Dialect> firstLineDialect() throws TraceFormatException {
    Optional<OpsTextHeader.FirstLine> said = OpsTextHeader.firstLine(firstLine(), file);
    said.ifPresent(first -> version = first.version());
    return said.map(OpsTextHeader.FirstLine::dialect);
  }

  private String firstLine() {
    byte[] bytes = lines.bytes();
    int end = lines.from();
    while (end < lines.to() && bytes[end] != '\n') {
      end++;
    }
    return InputQuoter.of(bytes, lines.from(), end);
  }

  private Optional<Dialect> byLetters(boolean whole) {
    boolean[] seen = letters();
    if (seen['U']) {
      return Optional.of(Dialect.LOCK);
    }
    if (seen['S'] || seen['M']) {
      return Optional.of(Dialect.ACCESS);
    }
    if (file.toLowerCase(Locale.ROOT).contains("lockops")) {
      return Optional.of(Dialect.LOCK);
    }
    return whole && !seen['L'] ? Optional.of(Dialect.ACCESS) : Optional.empty();
  }

  /** Which letters follow the first blank of a line that starts with a digit. */
  private boolean[] letters() {
    boolean[] seen = new boolean[256];
    byte[] bytes = lines.bytes();
    int at = lines.from();
    for (int line = 0; line < LINES && at < lines.to(); line++) {
      while (bytes[at] >= '0' && bytes[at] <= '9') {
        at++;
      }
      if (bytes[at] == ' ' && bytes[at + 1] != '\n') {
        seen[bytes[at + 1] & 0xff] = true;
      }
      while (bytes[at++] != '\n') {
        // to the start of the next line
      }
    }
    return seen;
  }
}
