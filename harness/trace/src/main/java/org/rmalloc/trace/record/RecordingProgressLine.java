// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** A line on a terminal that says how far a recording is. */
final class RecordingProgressLine {
  private static final long FIRST_NANOS = 3_000_000_000L;
  private static final String ERASE = "\r\033[K";

  private final PrintStream terminal; // null: none
  private boolean shown;

  private RecordingProgressLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** On standard error, if that is a terminal; else none. */
  static RecordingProgressLine onTerminal() {
    return new RecordingProgressLine(isTerminal() ? System.err : null);
  }

  static RecordingProgressLine silent() {
    return new RecordingProgressLine(null);
  }

  /** Says how long the program has been running, and how much it has recorded. */
  void show(Path folder, long elapsedNanos) {
    if (terminal == null || elapsedNanos < FIRST_NANOS) {
      return;
    }
    shown = true;
    String text = "rmalloc: recording for %d s, %,d MB";
    terminal.printf(Locale.ROOT, ERASE + text, elapsedNanos / 1_000_000_000, megabytes(folder));
    terminal.flush();
  }

  void clear() {
    if (shown) {
      terminal.print(ERASE);
      terminal.flush();
      shown = false;
    }
  }

  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  private static long megabytes(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum() / 1_000_000;
    } catch (IOException e) {
      return 0;
    }
  }
}
