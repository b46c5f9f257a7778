package org.rmalloc.trace;

/** An op that no valid trace holds at its place. Who reads a file adds the file and the line. */
public final class InvalidOpException extends Exception {
  private static final long serialVersionUID = 1;

  /** An exception that says what is wrong. */
  public InvalidOpException(String message) {
    super(message);
  }
}
