// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** A request for an alignment that is no power of two. */
public final class InvalidAlignmentException extends ContractViolation {
  private static final long serialVersionUID = 1;

  /** An exception for a request of {@code alignment}. */
  public InvalidAlignmentException(int alignment) {
    super("alignment %d: must be a power of two".formatted(alignment));
  }
}
