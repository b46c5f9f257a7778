// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What to record.
 *
 * @param command the program and its arguments
 * @param output the file to write: memtrace text when its name says {@code .memtrace} or {@code
 *     .txt}, else {@code .hrec}; compressed when it ends in {@code .gz} or {@code .zst}
 * @param children whether to record the processes that it starts, too, each in a file of its own
 * @param waitSeconds how long to wait for processes that outlive the program
 * @param baseline whether to run the command once more before, unrecorded, to report the slowdown
 * @param surroundings where the program runs
 */
public record RecordingSettings(
    List<String> command,
    Path output,
    AccessRecordingMethod accesses,
    boolean children,
    int waitSeconds,
    boolean baseline,
    ProgramStartSettings surroundings) {

  /** Seconds that are waited unless something else is asked for. */
  public static final int DEFAULT_WAIT_SECONDS = 3;

  /** Copies the command, which has a program at least. */
  public RecordingSettings {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("found no program to record, expected one");
    }
    if (waitSeconds < 0) {
      throw new IllegalArgumentException(
          "wait for processes that outlive the program: found %d s; expected 0 s or more"
              .formatted(waitSeconds));
    }
  }

  /** A program with the surroundings of this process. */
  public RecordingSettings(
      List<String> command,
      Path output,
      AccessRecordingMethod accesses,
      boolean children,
      int waitSeconds,
      boolean baseline) {
    this(
        command, output, accesses, children, waitSeconds, baseline, ProgramStartSettings.INHERITED);
  }

  /** The same with the usual wait. */
  public RecordingSettings(
      List<String> command,
      Path output,
      AccessRecordingMethod accesses,
      boolean children,
      boolean baseline) {
    this(command, output, accesses, children, DEFAULT_WAIT_SECONDS, baseline);
  }

  /** The program's file. */
  ProgramFile program() throws IOException {
    return ProgramFile.find(command.getFirst(), surroundings);
  }
}
