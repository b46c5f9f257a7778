// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import java.util.Locale;

/** A heap that an allocator's layout cannot address. */
public final class HeapTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * An exception whose message is, for instance, {@code heap of 2147483632 bytes: too large, at
   * most 536870896 can be managed with boundary tags outside the heap}.
   *
   * @param heapBytes the heap's size
   * @param maximumBytes the largest size that the allocator accepts
   * @param reason what limits it, after {@code can be managed}
   */
  public HeapTooLargeException(long heapBytes, long maximumBytes, String reason) {
    super(
        String.format(
            Locale.ROOT, // results hold it
            "heap of %d bytes: too large, at most %d can be managed %s",
            heapBytes,
            maximumBytes,
            reason));
  }
}
