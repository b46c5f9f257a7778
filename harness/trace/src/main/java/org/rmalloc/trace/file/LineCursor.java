// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.io.IOException;
import org.rmalloc.trace.InvalidOpException;
import org.rmalloc.trace.TraceFormatException;

/**
 * A cursor that goes over the bytes of a file line by line, and over the fields of a line. Every
 * line ends with a line feed, at which each step forward fails, so a parser cannot leave its line.
 *
 * <p>Works on bytes and makes no objects, but for messages.
 */
public final class LineCursor {
  /** Any 19 decimal digits are below 2⁶⁴. */
  private static final int SAFE_DIGITS = 19;

  private final WholeLinesBuffer lines;
  private final BadRecordHandler bad;
  private final boolean mayEndInCrLf;
  private byte[] bytes = new byte[0];
  private int lineStart;
  private int at;
  private long line;
  private long value;

  /** A cursor before the first line of a window at the start of a file. */
  public LineCursor(WholeLinesBuffer lines, BadRecordHandler bad) {
    this(lines, bad, /* mayEndInCrLf= */ false);
  }

  /**
   * The same.
   *
   * @param mayEndInCrLf whether a carriage return before the line feed belongs to a line's end
   */
  public LineCursor(WholeLinesBuffer lines, BadRecordHandler bad, boolean mayEndInCrLf) {
    this.lines = lines;
    this.bad = bad;
    this.mayEndInCrLf = mayEndInCrLf;
  }

  /** What makes something of a line. */
  @FunctionalInterface
  public interface LineParser {
    /**
     * Parses the line at whose start the cursor is, and leaves it anywhere in that line.
     *
     * @throws InvalidOpException when the line is bad: it is refused, or skipped and counted
     */
    void parse(LineCursor cursor) throws IOException;
  }

  /**
   * Parses all lines to the end of the input.
   *
   * @throws TraceFormatException at a bad line, unless those are skipped; where compressed input is
   *     damaged; and when the last line has no line feed, since it may have been cut
   */
  public void forEachLine(LineParser parser) throws IOException {
    forEachLine(parser, false);
  }

  /** Parses all lines, where zeros may follow the last one. */
  public void forEachLineBeforeZeros(LineParser parser) throws IOException {
    forEachLine(parser, true);
  }

  /** Says of what follows the last line feed whether the format proves it to be whole. */
  @FunctionalInterface
  public interface LastLine {
    /**
     * Whether it is.
     *
     * @param line its number, from 1
     */
    boolean isWhole(long line, String text);
  }

  /** Parses all lines, the last one also without a line feed where it is whole all the same. */
  public void forEachLine(LineParser parser, LastLine last) throws IOException {
    do {
      parseWindow(parser);
    } while (refill());
    if (lines.rest() > 0 && last.isWhole(line + 1, lines.restText())) {
      lines.completeRest();
      parseWindow(parser);
    }
    refuseRest(false);
  }

  private void forEachLine(LineParser parser, boolean mayEndInZeros) throws IOException {
    do {
      parseWindow(parser);
    } while (refill());
    refuseRest(mayEndInZeros);
  }

  private void refuseRest(boolean mayEndInZeros) throws TraceFormatException {
    if (lines.rest() > 0 && !(mayEndInZeros && lines.restIsZero())) {
      String found = "the end of the file inside a line, " + InputQuoter.quoted(lines.restText());
      bad.refuse(line + 1, found, "a line feed");
    }
  }

  /** The number of the current line, from 1. */
  public long line() {
    return line;
  }

  /** Whether the next byte is {@code c}, which is then passed. */
  public boolean take(char c) {
    if (bytes[at] != c) {
      return false;
    }
    at++;
    return true;
  }

  /** Whether the next bytes are those of an ASCII text, which are then passed. */
  public boolean take(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += text.length();
    return true;
  }

  /** The next byte, from 0 to 255, which is passed unless it ends the line. */
  public int takeByte() {
    if (atLineEnd()) {
      return '\n';
    }
    return bytes[at++] & 0xff;
  }

  /** Whether nothing of the line is left. */
  public boolean atLineEnd() {
    return isLineEnd(at);
  }

  private boolean isLineEnd(int place) {
    return bytes[place] == '\n'
        || (mayEndInCrLf && bytes[place] == '\r' && bytes[place + 1] == '\n');
  }

  /**
   * Passes a decimal number from 0 to 2⁶⁴ − 1, which {@link #value} has then.
   *
   * @return false when there is none, or a larger one
   */
  public boolean takeNumber() {
    byte[] local = bytes;
    int from = at;
    int to = from;
    long number = 0;
    for (int digit; (digit = local[to] - '0') >= 0 && digit <= 9; to++) {
      number = number * 10 + digit;
    }
    at = to;
    value = number;
    int digits = to - from;
    return digits > 0 && (digits <= SAFE_DIGITS || fits(from, to));
  }

  /**
   * Passes a hexadecimal number without a prefix, from 0 to 2⁶⁴ − 1, in either case, which {@link
   * #value} has then.
   *
   * @return false when there is none, or one of more than 16 digits
   */
  public boolean takeHexNumber() {
    int from = at;
    long number = 0;
    for (int digit; (digit = Character.digit(bytes[at], 16)) >= 0; at++) {
      number = number << 4 | digit;
    }
    value = number;
    return at > from && at - from <= 16;
  }

  /** The last number taken, unsigned. */
  public long value() {
    return value;
  }

  /** Takes note that the current line is somebody else's output. */
  public void foreign() {
    bad.addForeign(this);
  }

  /** The current line without its end. */
  public String lineText() {
    int end = at;
    while (!isLineEnd(end)) {
      end++;
    }
    return InputQuoter.of(bytes, lineStart, end);
  }

  private void parseWindow(LineParser parser) throws IOException {
    bytes = lines.bytes();
    at = lines.from();
    int end = lines.to();
    while (at < end) {
      line++;
      lineStart = at;
      try {
        parser.parse(this);
      } catch (InvalidOpException e) {
        bad.refuse(line, e.found(), e.expected());
      }
      toNextLine();
    }
    lines.consume(end);
  }

  private void toNextLine() {
    int next = at;
    while (bytes[next++] != '\n') {
      // what the parser left
    }
    at = next;
  }

  private boolean refill() throws IOException {
    try {
      return lines.refill();
    } catch (DamagedInputException e) {
      TraceFormatException refusal =
          TraceFormatException.atLine(
              bad.file(), line + 1, e.getMessage(), "input that does not end inside a line");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private boolean fits(int from, int to) {
    try {
      Long.parseUnsignedLong(InputQuoter.of(bytes, from, to));
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
