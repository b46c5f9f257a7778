// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import java.util.Locale;

/** A heap that cannot hold the structures that an allocator keeps in it. */
public final class HeapTooSmallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long neededBytes;

  /**
   * An exception whose message is, for instance, {@code heap of 64 bytes: too small, at least 104
   * are needed for the allocator's own structures}.
   *
   * @param heapBytes the heap's size
   * @param neededBytes the smallest size that the allocator accepts
   */
  public HeapTooSmallException(long heapBytes, long neededBytes) {
    super(
        String.format(
            Locale.ROOT, // results hold it
            "heap of %d bytes: too small, at least %d are needed for the allocator's own"
                + " structures",
            heapBytes,
            neededBytes));
    this.neededBytes = neededBytes;
  }

  /** The smallest heap that the allocator accepts, in bytes. */
  public long neededBytes() {
    return neededBytes;
  }
}
