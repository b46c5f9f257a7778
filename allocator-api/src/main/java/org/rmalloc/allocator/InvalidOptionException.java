// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** An option of an allocator that is unknown, or a value that it does not take. */
public final class InvalidOptionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception that says which option, what was found and what was expected. */
  public InvalidOptionException(String message) {
    super(message);
  }

  /** The same, with what the option's parser complained of. */
  public InvalidOptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
