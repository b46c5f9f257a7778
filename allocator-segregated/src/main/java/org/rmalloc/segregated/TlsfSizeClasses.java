// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

/**
 * Which list holds the free blocks of a size: a power of two first, cut linearly into 2^log2Lists
 * lists second.
 *
 * <p>A list's number is {@code level << log2Lists | sublist}, and rises with the sizes in it. Level
 * 0 starts at {@link TlsfHeader#MIN_BYTES}.
 *
 * @param log2Lists log2 of how many lists a level has, 1 to 5
 */
record TlsfSizeClasses(int log2Lists) {
  private static final int MIN_LOG2 = 4;

  /** The levels that sizes up to {@code maxSize} need. */
  static int levels(int maxSize) {
    return log2(maxSize) - MIN_LOG2 + 1;
  }

  /** The list that a free block of {@code size} belongs to. */
  int listOf(long size) {
    int log2 = 63 - Long.numberOfLeadingZeros(size);
    int sublist = (int) ((size << log2Lists) >>> log2) - (1 << log2Lists);
    return (log2 - MIN_LOG2) << log2Lists | sublist;
  }

  /** The first list of which every block has {@code size} or more. */
  int listFor(int size) {
    return listOf(size + (1L << Math.max(log2(size) - log2Lists, 0)) - 1);
  }

  /** The smallest size in a list that holds a block. */
  int minSizeIn(int list) {
    int log2 = (list >>> log2Lists) + MIN_LOG2;
    long sublist = list & ((1 << log2Lists) - 1);
    return (1 << log2) + (int) ((sublist << log2) >>> log2Lists);
  }

  private static int log2(int size) {
    return 31 - Integer.numberOfLeadingZeros(size);
  }
}
