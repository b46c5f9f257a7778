// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads traces of the malloc exercise of "Computer Systems: A Programmer's Perspective": four lines
 * of a number each (heap size, ids, ops, weight), then {@code a id size}, {@code r id size} and
 * {@code f id}. A resize of an id that is not live allocates; a free of a negative id does nothing.
 * A file of fewer ops than its header says was cut, and is refused; more are read, with a warning.
 *
 * <p>Blocks have addresses made up, 4 GiB apart.
 */
final class RepImporter implements RecordingImporter {
  private static final int HEADER_LINES = 4;
  private static final long MOST_BYTES = 1L << 32;
  private static final String GRAMMAR = "a <id> <size>, r <id> <size> or f <id>";

  @Override
  public String format() {
    return "rep";
  }

  @Override
  public boolean recognizes(FileStart start) {
    List<String> lines = start.lines(HEADER_LINES + 1);
    return lines.size() == HEADER_LINES + 1
        && lines.subList(0, HEADER_LINES).stream().allMatch(line -> line.matches("\\d{1,18}"))
        && lines.get(HEADER_LINES).matches("[arf] .*");
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    Log log = new Log(events);
    recording.lines().forEachLine(log::readLine, (line, text) -> log.records + 1 == log.header[2]);
    if (log.records < log.header[2]) {
      recording
          .bad()
          .refuse(
              log.lastLine,
              "the end of the file after %d ops".formatted(log.records),
              "%d ops, as its header says".formatted(log.header[2]));
    }
    if (log.records != log.header[2]) {
      recording
          .warnings()
          .add(
              "the header of the .rep trace says %d ops, but it has %d"
                  .formatted(log.header[2], log.records));
    }
  }

  private static final class Log {
    private final HeapEventSink events;
    private final long[] header = new long[HEADER_LINES];
    private final Set<Integer> live = new HashSet<>();
    private long records;
    private long lastLine;

    Log(HeapEventSink events) {
      this.events = events;
    }

    void readLine(LineCursor line) throws IOException {
      lastLine = line.line();
      if (line.line() <= HEADER_LINES) {
        check(line.takeNumber() && line.atLineEnd(), line);
        header[(int) line.line() - 1] = line.value();
        return;
      }
      if (line.atLineEnd()) {
        return;
      }
      switch (line.takeByte()) {
        case 'a' -> place(id(line), size(line), true);
        case 'r' -> place(id(line), size(line), false);
        case 'f' -> free(line);
        default -> throw refusal(line);
      }
      records++;
    }

    private void place(int id, long sizeBytes, boolean isNew) throws IOException {
      if (isNew || !live.contains(id)) {
        events.allocated(address(id), sizeBytes);
      } else {
        events.resized(address(id), address(id), sizeBytes);
      }
      live.add(id);
    }

    private void free(LineCursor line) throws IOException {
      if (line.take(" -")) {
        check(line.takeNumber() && line.atLineEnd(), line);
        events.freed(0);
        return;
      }
      int id = id(line);
      check(line.atLineEnd(), line);
      events.freed(address(id));
      live.remove(id);
    }

    private static long address(int id) {
      return (id + 1L) * MOST_BYTES;
    }

    private static int id(LineCursor line) {
      check(line.take(' ') && line.takeNumber(), line);
      check(line.value() >= 0 && line.value() < Integer.MAX_VALUE, line);
      return (int) line.value();
    }

    private static long size(LineCursor line) {
      check(line.take(' ') && line.takeNumber() && line.atLineEnd(), line);
      check(line.value() >= 0 && line.value() < MOST_BYTES, line);
      return line.value();
    }

    private static void check(boolean holds, LineCursor line) {
      if (!holds) {
        throw refusal(line);
      }
    }

    private static InvalidOpException refusal(LineCursor line) {
      String expected =
          line.line() <= HEADER_LINES
              ? "a line of the .rep trace's header: one whole number"
              : GRAMMAR;
      return new InvalidOpException(InputQuoter.quoted(line.lineText()), expected);
    }
  }
}
