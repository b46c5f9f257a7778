// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** A broken invariant: a bug of the allocator's, or of ours, never of the client's. */
public final class InvariantViolation extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** An exception whose message is, for instance, {@code I2: bin 37 is empty, its bit is set}. */
  public InvariantViolation(String message) {
    super(message);
  }
}
