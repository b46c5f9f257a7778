package org.rmalloc.trace.memtrace;

import java.io.IOException;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.file.LineText;
import org.rmalloc.trace.mapping.HeapEvents;
import org.rmalloc.trace.mapping.Importer;
import org.rmalloc.trace.mapping.Recording;

/**
 * Reads memtrace, ours and that of 2014: {@code >>> N address size}, {@code >>> F address 0},
 * {@code >>> R old new size}, {@code >>> L|S|M address size}, in decimal. Other lines are somebody
 * else's output. A file that was mapped while it was written may end in zeros.
 */
public final class MemtraceImporter implements Importer {
  private static final Pattern RECORD = Pattern.compile("^>>> ", Pattern.MULTILINE);
  private static final String GRAMMAR =
      ">>> N|L|S|M <address> <size>, >>> F <address> 0 or >>> R <old> <new> <size>";

  @Override
  public String format() {
    return "memtrace";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return start.has(RECORD);
  }

  @Override
  public void read(Recording recording, HeapEvents events) throws IOException {
    recording.lines().forEachLineBeforeZeros(line -> readLine(line, events));
  }

  private static void readLine(LineCursor line, HeapEvents events) throws IOException {
    if (!line.take(">>> ")) {
      line.foreign();
      return;
    }
    int letter = line.takeByte();
    long address = number(line);
    long second = number(line);
    switch (letter) {
      case 'N' -> events.allocated(address, last(line, second));
      case 'F' -> events.freed(last(line, second == 0 ? address : refuse(line)));
      case 'R' -> events.resized(address, second, last(line, number(line)));
      case 'L' -> events.accessed(OpKind.LOAD, address, last(line, second));
      case 'S' -> events.accessed(OpKind.STORE, address, last(line, second));
      case 'M' -> events.accessed(OpKind.MODIFY, address, last(line, second));
      default -> refuse(line);
    }
  }

  private static long number(LineCursor line) {
    return line.take(' ') && line.takeNumber() ? line.value() : refuse(line);
  }

  /** A value after which the line has to end. */
  private static long last(LineCursor line, long value) {
    return line.atLineEnd() ? value : refuse(line);
  }

  private static long refuse(LineCursor line) {
    throw new InvalidOpException(LineText.quoted(line.lineText()), GRAMMAR);
  }
}
