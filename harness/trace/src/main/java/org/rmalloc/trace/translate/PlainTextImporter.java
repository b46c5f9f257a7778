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
 * Reads the form that anybody can write: {@code malloc ADDRESS SIZE} or {@code + ADDRESS SIZE},
 * {@code free ADDRESS} or {@code - ADDRESS}, {@code realloc OLD NEW SIZE}, one a line, numbers in
 * decimal or in hexadecimal behind {@code 0x}; {@code #} starts a comment. An address of 0 is none.
 */
final class PlainTextImporter implements RecordingImporter {
  private static final String NUMBER = "(0x[0-9A-Fa-f]{1,16}|\\d{1,20})";
  private static final Pattern RECORD =
      Pattern.compile(
          "(?:(?:malloc|\\+) %s %s|(?:free|-) %s|realloc %s %s %s)"
              .formatted(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER));
  private static final String GRAMMAR =
      "malloc ADDRESS SIZE, free ADDRESS, realloc OLD NEW SIZE, + ADDRESS SIZE or - ADDRESS, in"
          + " decimal or hexadecimal with 0x";

  @Override
  public String format() {
    return "plain";
  }

  /** Whether the first line that is no comment is a record. */
  @Override
  public boolean recognizes(FileStart start) {
    return start
        .text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .findFirst()
        .filter(line -> RECORD.matcher(line).matches())
        .isPresent();
  }

  @Override
  public void read(RecordingInput recording, HeapEventSink events) throws IOException {
    recording.lines().forEachLine(line -> readLine(line, events));
  }

  private static void readLine(LineCursor line, HeapEventSink events) throws IOException {
    String text = line.lineText();
    if (text.startsWith("#")) {
      return;
    }
    Matcher record = RECORD.matcher(text);
    if (!record.matches()) {
      throw new InvalidOpException(InputQuoter.quoted(text), GRAMMAR);
    }
    if (record.group(1) != null) {
      events.allocated(number(record.group(1)), number(record.group(2)));
    } else if (record.group(3) != null) {
      events.freed(number(record.group(3)));
    } else {
      events.resized(number(record.group(4)), number(record.group(5)), number(record.group(6)));
    }
  }

  private static long number(String text) {
    return CallLogNumberParser.number(text);
  }
}
