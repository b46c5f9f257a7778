package org.rmalloc.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.result.Result;

/**
 * One line on a terminal that says how far long work has come and how long it will take, and is
 * wiped out before anything else is said. On anything but a terminal it says nothing.
 */
final class ProgressLine implements RunListener, AutoCloseable {
  private static final String WIPE = "\r\033[K";

  private final PrintWriter err;
  private final boolean drawn;
  private final List<String> contendersDone = new ArrayList<>();

  private ProgressLine(PrintWriter err, boolean drawn) {
    this.err = err;
    this.drawn = drawn;
  }

  /** Progress of a command; a quiet one says nothing, and draws nothing. */
  static ProgressLine of(PrintWriter err, boolean quiet) {
    return new ProgressLine(err, !quiet && isTerminal());
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
  public void done(Result result) {
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
