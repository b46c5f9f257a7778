// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

/**
 * Sorts numbers of blocks by a key, digit by digit from the low end. Stable, so that sorting by one
 * key after another sorts by all of them, the last one first. Digits in which no two keys differ
 * cost one look.
 *
 * <p>Source: radix sort, Knuth, TAOCP 3, §5.2.5. O(n) for each digit in which keys differ; 4 bytes
 * a number of scratch space.
 */
final class BlockNumberRadixSort {
  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private int[] order;
  private int[] scratch;

  /** Sorts the numbers 0 to {@code count}, exclusive; they are in order at first. */
  BlockNumberRadixSort(int count) {
    order = new int[count];
    scratch = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
  }

  /** Sorts by a key from 0 to 2⁶³ − 1, the smallest first. */
  BlockNumberRadixSort by(long[] keys) {
    long varying = 0;
    for (long key : keys) {
      varying |= key ^ keys[0];
    }
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      if (digit(varying, shift) != 0) {
        byDigit(keys, shift);
      }
    }
    return this;
  }

  /** The numbers as sorted so far. Not copied. */
  int[] order() {
    return order;
  }

  private void byDigit(long[] keys, int shift) {
    int[] nextOf = new int[DIGITS + 1];
    for (long key : keys) {
      nextOf[digit(key, shift) + 1]++;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      nextOf[digit + 1] += nextOf[digit];
    }
    for (int number : order) {
      scratch[nextOf[digit(keys[number], shift)]++] = number;
    }
    int[] sorted = scratch;
    scratch = order;
    order = sorted;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & (DIGITS - 1);
  }
}
