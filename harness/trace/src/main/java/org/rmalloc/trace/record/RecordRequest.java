package org.rmalloc.trace.record;

import java.nio.file.Path;
import java.util.List;

/**
 * What to record.
 *
 * @param command the program and its arguments
 * @param output the file to write: memtrace text when its name says {@code .memtrace} or {@code
 *     .txt}, else {@code .hrec}; compressed when it ends in {@code .gz} or {@code .zst}
 * @param children whether to record the processes that it starts, too, each in a file of its own
 * @param baseline whether to run the command once more before, unrecorded, to tell the slowdown
 */
public record RecordRequest(
    List<String> command, Path output, Accesses accesses, boolean children, boolean baseline) {

  /** Copies the command, which has a program at least. */
  public RecordRequest {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("no program to record");
    }
  }
}
