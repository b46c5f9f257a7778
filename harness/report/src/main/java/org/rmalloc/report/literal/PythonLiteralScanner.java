// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.literal;

import java.io.IOException;
import java.io.Reader;
import org.rmalloc.report.points.StatsFormatException;

/**
 * Reads names, strings, numbers and marks from a text of Python literals, knowing the line it is
 * on.
 */
final class PythonLiteralScanner {
  private static final int END = -1;
  private static final int LONGEST_WORD = 4096;

  private final String file;
  private final Reader in;
  private final StringBuilder word = new StringBuilder();
  private int next;
  private long line = 1;

  PythonLiteralScanner(String file, Reader in) throws IOException {
    this.file = file;
    this.in = in;
    this.next = in.read();
  }

  /** The line that the next character is on, from 1. */
  long line() {
    return line;
  }

  boolean atEnd() {
    return next == END;
  }

  boolean at(char mark) {
    return next == mark;
  }

  /** Skips spaces, comments and line ends. */
  void skipBlank() throws IOException {
    skipSpaces();
    while (next == '\n') {
      advance();
      skipSpaces();
    }
  }

  /** An assignment ends with its line. */
  void endOfLine() throws IOException {
    skipSpaces();
    if (next != '\n' && next != END) {
      throw fault("the end of the line in alloc-stats of 2014");
    }
  }

  private void skipSpaces() throws IOException {
    while (next == ' ' || next == '\t' || next == '\r') {
      advance();
    }
    if (next == '#') {
      while (next != '\n' && next != END) {
        advance();
      }
    }
  }

  void expect(char mark) throws IOException {
    if (next != mark) {
      throw fault("'" + mark + "'");
    }
    advance();
  }

  /** Passes over a mark if it comes next. */
  boolean accept(char mark) throws IOException {
    if (next != mark) {
      return false;
    }
    advance();
    return true;
  }

  String name() throws IOException {
    word.setLength(0);
    while (next == '_' || isLetter(next) || (!word.isEmpty() && isDigit(next))) {
      take();
    }
    if (word.isEmpty()) {
      throw fault("a name");
    }
    return word.toString();
  }

  /**
   * A string in single or double quotes, on one line; a backslash stands before a quote or itself.
   */
  String string() throws IOException {
    int quote = next;
    if (quote != '"' && quote != '\'') {
      throw fault("a string");
    }
    advance();
    word.setLength(0);
    while (next != quote) {
      if (next == '\\') {
        advance();
        if (next != '\\' && next != '\'' && next != '"') {
          throw fault("a quote or a backslash after the backslash in alloc-stats of 2014");
        }
      }
      if (next == '\n' || next == END) {
        throw fault("the string's closing " + (char) quote + " in alloc-stats of 2014");
      }
      take();
    }
    advance();
    return word.toString();
  }

  /** A number in decimal notation, with or without a fraction. */
  double number() throws IOException {
    word.setLength(0);
    if (next == '-') {
      take();
    }
    digits();
    if (startsWithZero()) {
      throw faultAt("'" + word + "'", "a number without leading zeros in alloc-stats of 2014");
    }
    if (next == '.') {
      take();
      digits();
    }
    if (isLetter(next)) {
      throw fault("the end of a number in alloc-stats of 2014");
    }
    return Double.parseDouble(word.toString());
  }

  /** Python reads 010 as 8, or not at all. */
  private boolean startsWithZero() {
    int first = word.charAt(0) == '-' ? 1 : 0;
    return word.length() > first + 1 && word.charAt(first) == '0';
  }

  private void digits() throws IOException {
    if (!isDigit(next)) {
      throw fault("a digit");
    }
    while (isDigit(next)) {
      take();
    }
  }

  private void take() throws IOException {
    if (word.length() == LONGEST_WORD) {
      throw faultAt(
          "a word of over %d characters in alloc-stats of 2014".formatted(LONGEST_WORD),
          "a shorter one");
    }
    word.append((char) next);
    advance();
  }

  private void advance() throws IOException {
    if (next == '\n') {
      line++;
    }
    next = in.read();
  }

  /** The complaint that something else was expected than what comes next. */
  StatsFormatException fault(String expected) {
    return faultAt(describeNext(), expected);
  }

  /** The complaint, on the present line, about something else than the next character. */
  StatsFormatException faultAt(String found, String expected) {
    return new StatsFormatException(file, line, found, expected);
  }

  private String describeNext() {
    return switch (next) {
      case END -> "the file ends";
      case '\n' -> "the line ends";
      default ->
          next < ' ' || next > '~' ? "character 0x%02x".formatted(next) : "'%c'".formatted(next);
    };
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
