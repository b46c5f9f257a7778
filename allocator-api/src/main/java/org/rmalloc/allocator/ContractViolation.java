// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** A client's misuse of an allocator, refused with the heap unchanged. */
public abstract sealed class ContractViolation extends IllegalArgumentException
    permits InvalidHandleException, InvalidSizeException, InvalidAlignmentException {
  private static final long serialVersionUID = 1;

  ContractViolation(String message) {
    super(message);
  }
}
