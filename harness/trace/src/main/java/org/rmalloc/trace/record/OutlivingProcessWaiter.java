// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Processes that record still when the program itself has ended, such as daemons. */
final class OutlivingProcessWaiter {
  private static final int POLL_MILLIS = 50;
  private static final int SILENT_POLLS = 6; // most end with their parent
  private static final int MAX_NAMED = 5;
  private static final int MAX_POLLS_OF_FORKS = 20;

  private final RecordingFolder folder;
  private final Consumer<String> talk;

  OutlivingProcessWaiter(RecordingFolder folder, Consumer<String> talk) {
    this.folder = folder;
    this.talk = talk;
  }

  /**
   * Waits for them, and says for whom.
   *
   * @return those that have not ended then
   */
  List<Long> await(int seconds, SignalForwarder signals) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Long> left = settled();
    for (int poll = 0; !left.isEmpty(); poll++) {
      if (System.nanoTime() >= end || signals.isStopping()) {
        talk.accept(
            "still running: " + named(left) + "; each finishes its own recording when it ends");
        return left;
      }
      if (poll == SILENT_POLLS) {
        talk.accept("waiting up to %d s (--wait) for %s".formatted(seconds, named(left)));
      }
      sleep();
      left = settled();
    }
    return left;
  }

  /**
   * The processes whose recordings go on. None at all is asked twice: a process may fork after the
   * one question, that whether any forks, and end before the other.
   */
  private List<Long> settled() throws IOException {
    settle();
    List<Long> left = folder.processesInUse();
    if (left.isEmpty()) {
      settle();
      left = folder.processesInUse();
    }
    return left;
  }

  /** A process may have ended while a child of its had not begun its own recording. */
  private void settle() throws IOException {
    for (int poll = 0; poll < MAX_POLLS_OF_FORKS && folder.isForking(); poll++) {
      sleep();
    }
  }

  private static void sleep() throws RecordingException {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecordingException("interrupted", e);
    }
  }

  private String named(List<Long> processes) {
    String names =
        processes.stream().limit(MAX_NAMED).map(this::named).collect(Collectors.joining(", "));
    int more = processes.size() - MAX_NAMED;
    return "process " + names + (more > 0 ? " and %d more".formatted(more) : "");
  }

  /** A number of another namespace may be that of another process here, which is not named. */
  private String named(long pid) {
    if (folder.hasStrangers()) {
      return pid + " (as numbered in its namespace)";
    }
    try {
      byte[] words = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline"));
      String line = new String(words, StandardCharsets.UTF_8).replace('\0', ' ').strip();
      return "%d (%s)".formatted(pid, line);
    } catch (IOException e) {
      return String.valueOf(pid);
    }
  }
}
