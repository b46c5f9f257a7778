// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads heaptrack's default output, which names blocks no longer: {@code a size trace} defines the
 * next kind of allocation, {@code + kind} allocates and {@code - kind} frees <em>some</em> block of
 * that kind. The oldest is taken for it, so lifetimes are approximate; blocks lie one behind
 * another at addresses made up.
 */
final class HeaptrackImporter implements RecordingImporter {
  private static final Pattern RECORD =
      Pattern.compile("^(a [0-9a-f]+ [0-9a-f]+|\\+ [0-9a-f]+)$", Pattern.MULTILINE);
  private static final String GRAMMAR = "a <size> <trace>, + <kind> or - <kind>, hexadecimal";
  private static final String IGNORED = "vsitcRXxIAS#";

  @Override
  public String format() {
    return "heaptrack";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return start.firstLine().startsWith("v ") && start.has(RECORD);
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    recording
        .warnings()
        .add(
            "this format does not say which block is freed; the oldest of its kind is taken, so"
                + " that lifetimes are approximate; heaptrack -r records them exactly");
    recording.lines().forEachLine(new Log(events)::readLine);
  }

  /** A kind of allocation: its size, and where its live blocks are, the oldest first. */
  private record Kind(long sizeBytes, Deque<Long> live) {}

  private static final class Log {
    private static final long FIRST_ADDRESS = 1 << 16;
    private static final long ALIGNMENT = 16;
    private static final long MOST_BYTES = 1L << 48;
    private static final long LAST_ADDRESS = 1L << 62; // some room below the largest number

    private final HeapEventSink events;
    private final List<Kind> kinds = new ArrayList<>();
    private long nextAddress = FIRST_ADDRESS;

    Log(HeapEventSink events) {
      this.events = events;
    }

    void readLine(LineCursor line) throws IOException {
      if (line.take('a')) {
        define(line);
      } else if (line.take('+')) {
        allocate(kind(line));
      } else if (line.take('-')) {
        free(kind(line));
      } else if (!line.atLineEnd() && IGNORED.indexOf(line.takeByte()) < 0) {
        throw new InvalidOpException(InputQuoter.quoted(line.lineText()), GRAMMAR);
      }
    }

    private void define(LineCursor line) {
      long size = HeaptrackRawImporter.number(line);
      HeaptrackRawImporter.number(line); // the trace of calls
      HeaptrackRawImporter.checkEnd(line);
      if (size < 0 || size > MOST_BYTES) {
        throw new InvalidOpException("size " + Long.toUnsignedString(size), "at most 2^48");
      }
      kinds.add(new Kind(size, new ArrayDeque<>()));
    }

    private Kind kind(LineCursor line) {
      long number = HeaptrackRawImporter.number(line);
      HeaptrackRawImporter.checkEnd(line);
      if (number < 0 || number >= kinds.size()) {
        throw new InvalidOpException(
            "allocation kind " + Long.toHexString(number), "a kind that an earlier line defines");
      }
      return kinds.get((int) number);
    }

    private void allocate(Kind kind) throws IOException {
      if (nextAddress > LAST_ADDRESS) {
        throw new InvalidOpException("more than 2^62 bytes allocated in all", "fewer");
      }
      long address = nextAddress;
      nextAddress += Math.ceilDiv(kind.sizeBytes() + 1, ALIGNMENT) * ALIGNMENT;
      events.allocated(address, kind.sizeBytes());
      kind.live().addLast(address);
    }

    private void free(Kind kind) throws IOException {
      Long address = kind.live().pollFirst();
      if (address == null) {
        throw new InvalidOpException(
            "a free of an allocation kind of which no block is live",
            "an allocation of that kind before");
      }
      events.freed(address);
    }
  }
}
