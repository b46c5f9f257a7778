// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** A request for a negative number of bytes. */
public final class InvalidSizeException extends ContractViolation {
  private static final long serialVersionUID = 1;

  /** An exception for a request of {@code sizeBytes}. */
  public InvalidSizeException(long sizeBytes) {
    super("size %d: must be 0 or more".formatted(sizeBytes));
  }
}
