// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/** What a user asked for cannot be done as asked. Its message is one line, and says what can. */
public class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception that says what is wrong. */
  public UsageException(String message) {
    super(message);
  }

  /** The same, with its cause. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
