// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.file.InputQuoter;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.mapping.HeapEventSink;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.mapping.RecordingInput;

/**
 * Reads the log of the GNU C library's {@code mtrace}: {@code @ LOCATION + address size}, {@code -
 * address}, {@code < old} with {@code > new size} on the next line, {@code ! address size} for a
 * realloc that failed. The location may hold blanks, so lines are read from their right end.
 */
final class MtraceImporter implements RecordingImporter {
  private static final Pattern RECORDS =
      Pattern.compile("^(= Start|@ .*[+<-] 0x[0-9a-f]+( (0x[0-9a-f]+|0))?)$", Pattern.MULTILINE);
  private static final Pattern RECORD =
      Pattern.compile(
          "@ (?:.* )?([-+<>!]) (0x[0-9a-f]{1,16}|\\(nil\\))(?: (0x[0-9a-f]{1,16}|0))?",
          Pattern.DOTALL); // else UTF-8 of a folder's name may hold what ends a line in Latin-1
  private static final String GRAMMAR = "@ LOCATION, then + P S, - P, < P, > P S or ! P S";

  @Override
  public String format() {
    return "mtrace";
  }

  @Override
  public boolean recognizes(FileStart start) {
    return start.has(RECORDS);
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    Log log = new Log(events);
    LineCursor lines = recording.lines();
    lines.forEachLine(log::readLine, (line, text) -> text.equals("= End"));
    if (log.inRealloc) {
      recording
          .bad()
          .refuse(
              lines.line(),
              "the end of the file inside a realloc of mtrace",
              "its second line, @ … > P S");
    }
  }

  private static final class Log {
    private final HeapEventSink events;
    private boolean inRealloc;
    private long old;

    Log(HeapEventSink events) {
      this.events = events;
    }

    void readLine(LineCursor line) throws IOException {
      String text = line.lineText();
      Matcher matcher = RECORD.matcher(text);
      if (matcher.matches()) {
        readRecord(matcher, text);
      } else if (text.startsWith("@ ") || inRealloc) {
        inRealloc = false;
        throw new InvalidOpException(InputQuoter.quoted(text), GRAMMAR);
      } else {
        line.foreign();
      }
    }

    private void readRecord(Matcher record, String text) throws IOException {
      char op = record.group(1).charAt(0);
      boolean wantsSize = "+>!".indexOf(op) >= 0;
      if (wantsSize != (record.group(3) != null) || inRealloc != (op == '>')) {
        inRealloc = false;
        throw new InvalidOpException(InputQuoter.quoted(text), GRAMMAR);
      }
      inRealloc = false;
      long address = number(record.group(2));
      switch (op) {
        case '+' -> events.allocated(address, number(record.group(3)));
        case '-' -> events.freed(address);
        case '>' -> events.resized(old, address, number(record.group(3)));
        case '<' -> {
          old = address;
          inRealloc = true;
        }
        default -> {
          // a realloc that failed changed nothing
        }
      }
    }

    private static long number(String text) {
      return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : 0;
    }
  }
}
