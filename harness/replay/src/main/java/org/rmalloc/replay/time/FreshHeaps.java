// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import org.rmalloc.heap.Heap;

/**
 * Zeroed heaps of one size, each used for one pass. What lies outside the Java heap is given back
 * when the next one is asked for, so that one heap is reserved at a time.
 */
final class FreshHeaps {
  private final long heapSize;
  private Heap reserved;

  FreshHeaps(long heapSize) {
    this.heapSize = heapSize;
  }

  /** A zeroed heap; where they are reserved, it ends the one before. */
  Heap fresh() {
    if (Heap.javaHeapBytes(heapSize) > 0) {
      return Heap.plain(heapSize);
    }
    if (reserved != null) {
      reserved.close();
    }
    reserved = Heap.plain(heapSize);
    return reserved;
  }
}
