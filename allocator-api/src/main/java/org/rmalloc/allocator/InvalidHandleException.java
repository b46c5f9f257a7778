// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** A handle that names no live block, or whose block is in no state for what was asked of it. */
public final class InvalidHandleException extends ContractViolation {
  private static final long serialVersionUID = 1;

  private final long handle;

  /** An exception whose message is, for instance, {@code handle 77: is freed already}. */
  public InvalidHandleException(long handle, String problem) {
    super("handle %d: %s".formatted(handle, problem));
    this.handle = handle;
  }

  /** The handle that was misused. */
  public long handle() {
    return handle;
  }
}
