package org.rmalloc.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.RunRow;

/**
 * One line on a terminal that says how far long work has come and how long it will take, and is
 * wiped out before anything else is said. On anything but a terminal it says nothing.
 */
final class ProgressLine implements RunListener, AutoCloseable {
  private static final String WIPE = "\r\033[K";

  private final PrintWriter err;
  private final boolean drawn;
  private final boolean talks;
  private final List<String> rowsDone = new ArrayList<>();

  private ProgressLine(PrintWriter err, boolean drawn, boolean talks) {
    this.err = err;
    this.drawn = drawn;
    this.talks = talks;
  }

  /** Progress of a command; a quiet one says nothing, and draws nothing. */
  static ProgressLine of(PrintWriter err, boolean quiet) {
    return new ProgressLine(err, !quiet && isTerminal(), !quiet);
  }

  @SuppressWarnings("SystemConsoleNull") // never null from JDK 22 to 24, but null again in JDK 25
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void at(String what, double done, Optional<Duration> left) {
    if (drawn) {
      err.printf(
          Locale.ROOT,
          "%s%3.0f %%  %s%s",
          WIPE,
          100 * done,
          what,
          left.map(this::words).orElse(""));
      err.flush();
    }
  }

  @Override
  public void done(RunRow row) {
    rowsDone.add(row.name());
  }

  /** The allocators whose rows are done, in words. */
  String rowsDone() {
    return rowsDone.isEmpty() ? "none" : String.join(", ", rowsDone);
  }

  @Override
  public void skipped(String message) {
    if (talks) {
      close();
      err.println("rmalloc: left out: " + message);
      err.flush();
    }
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
