// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.result.TrialResult;

/**
 * One line on a terminal that says how far long work has come and how long it will take, and is
 * wiped out before anything else is said. On anything but a terminal it is a plain line every ten
 * seconds.
 */
final class ProgressLine implements RunListener, AutoCloseable {
  private static final String WIPE = "\r\033[K";
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean drawn;
  private final List<String> contendersDone = new ArrayList<>();
  private long lineAt = System.nanoTime();

  private ProgressLine(PrintWriter err, boolean quiet, boolean drawn) {
    this.err = err;
    this.quiet = quiet;
    this.drawn = drawn;
  }

  /** Progress of a command; a quiet one says nothing, and draws nothing. */
  static ProgressLine of(PrintWriter err, boolean quiet) {
    return new ProgressLine(err, quiet, !quiet && isTerminal());
  }

  @SuppressWarnings("SystemConsoleNull") // never null from JDK 22 to 24, but null again in JDK 25
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void at(String what, double done, Optional<Duration> left) {
    if (drawn) {
      print(WIPE, what, done, left, "");
    } else if (!quiet && System.nanoTime() - lineAt >= LINE_EVERY_NANOS) {
      lineAt = System.nanoTime();
      print("", what, done, left, System.lineSeparator());
    }
  }

  private void print(
      String before, String what, double done, Optional<Duration> left, String after) {
    String time = left.map(this::words).orElse("");
    err.printf(Locale.ROOT, "%s%3.0f %%  %s%s%s", before, 100 * done, what, time, after);
    err.flush();
  }

  @Override
  public void done(TrialResult result) {
    contendersDone.add(result.header().label());
  }

  /** The contenders whose results are complete, in words. */
  String contendersDone() {
    return contendersDone.isEmpty() ? "none" : String.join(", ", contendersDone);
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (drawn) {
      err.print(WIPE);
      err.flush();
    }
  }

  private String words(Duration left) {
    return ", about %d s left".formatted(left.toSeconds() + 1);
  }
}
