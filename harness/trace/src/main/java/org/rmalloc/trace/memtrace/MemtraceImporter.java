// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.memtrace;

import java.io.IOException;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads memtrace, ours and that of 2014: {@code >>> N address size}, {@code >>> F address 0},
 * {@code >>> R old new size}, {@code >>> L|S|M address size}, in decimal; of version 2 also {@code
 * >>> N address size alignment}, {@code >>> T thread 0} and {@code >>> C nanoseconds 0}. Other
 * lines are somebody else's output. A file that was mapped while it was written may end in zeros.
 */
public final class MemtraceImporter implements RecordingImporter {
  private static final Pattern RECORD = Pattern.compile("^>>> ", Pattern.MULTILINE);
  private static final String GRAMMAR =
      ">>> N|L|S|M <address> <size>, >>> N <address> <size> <alignment>, >>> F <address> 0,"
          + " >>> R <old> <new> <size>, >>> T <thread> 0 or >>> C <nanoseconds> 0";

  @Override
  public String format() {
    return "memtrace";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return start.has(RECORD);
  }

  @Override
  public boolean mayMark() {
    return true;
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    recording.lines().forEachLineBeforeZeros(line -> readLine(line, events));
  }

  private static void readLine(LineCursor line, HeapEventSink events) throws IOException {
    if (!line.take(">>> ")) {
      line.foreign();
      return;
    }
    int letter = line.takeByte();
    long address = number(line);
    long second = number(line);
    switch (letter) {
      case 'N' -> readNew(line, address, second, events);
      case 'F' -> events.freed(last(line, second == 0 ? address : refuse(line)));
      case 'R' -> events.resized(address, second, last(line, number(line)));
      case 'L' -> events.accessed(OpKind.LOAD, address, last(line, second));
      case 'S' -> events.accessed(OpKind.STORE, address, last(line, second));
      case 'M' -> events.accessed(OpKind.MODIFY, address, last(line, second));
      case 'T' ->
          events.mark(OpAnnotationKind.THREAD, last(line, second == 0 ? address : refuse(line)));
      case 'C' ->
          events.mark(OpAnnotationKind.CLOCK, last(line, second == 0 ? address : refuse(line)));
      default -> refuse(line);
    }
  }

  private static void readNew(LineCursor line, long address, long size, HeapEventSink events)
      throws IOException {
    if (!line.atLineEnd()) {
      events.mark(OpAnnotationKind.ALIGNMENT, last(line, number(line)));
    }
    events.allocated(address, size);
  }

  private static long number(LineCursor line) {
    return line.take(' ') && line.takeNumber() ? line.value() : refuse(line);
  }

  /** A value after which the line has to end. */
  private static long last(LineCursor line, long value) {
    return line.atLineEnd() ? value : refuse(line);
  }

  private static long refuse(LineCursor line) {
    throw new InvalidOpException(InputQuoter.quoted(line.lineText()), GRAMMAR);
  }
}
