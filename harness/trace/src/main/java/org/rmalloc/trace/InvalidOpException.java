// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/**
 * An op that no valid trace holds at its place: says what was found and what was expected. Who
 * reads a file adds the file and the line. Has no stack trace, since a lenient reader may skip
 * millions.
 */
public final class InvalidOpException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String found;
  private final String expected;

  /** An exception that says what was found and what was expected, each a phrase without a stop. */
  public InvalidOpException(String found, String expected) {
    super("found " + found + "; expected " + expected);
    this.found = found;
    this.expected = expected;
  }

  /** What was found. */
  public String found() {
    return found;
  }

  /** What was expected in its place. */
  public String expected() {
    return expected;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
