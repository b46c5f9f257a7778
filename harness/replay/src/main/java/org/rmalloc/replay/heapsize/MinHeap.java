package org.rmalloc.replay.heapsize;

import java.util.OptionalLong;

/**
 * How small a heap may be for an allocator to finish a workload.
 *
 * @param bytes the smallest heap from which every larger one tried finishes; empty when the largest
 *     one tried does not
 * @param lucky the smallest heap tried that finishes; empty when none does
 */
public record MinHeap(OptionalLong bytes, OptionalLong lucky) {

  static MinHeap of(long bytes) {
    return new MinHeap(OptionalLong.of(bytes), OptionalLong.of(bytes));
  }
}
