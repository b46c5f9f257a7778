// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.search;

import java.util.Arrays;

/** A set of sections, that a failure depends on. A bit a section. */
final class TimeSectionSet {
  private final long[] bits;

  TimeSectionSet(int sectionCount) {
    bits = new long[(sectionCount + Long.SIZE - 1) / Long.SIZE];
  }

  void clear() {
    Arrays.fill(bits, 0);
  }

  void set(TimeSectionSet other) {
    System.arraycopy(other.bits, 0, bits, 0, bits.length);
  }

  void add(TimeSectionSet other) {
    for (int word = 0; word < bits.length; word++) {
      bits[word] |= other.bits[word];
    }
  }

  /** Adds the sections {@code [from, to)}. */
  void add(int from, int to) {
    int firstWord = from >> 6;
    int lastWord = (to - 1) >> 6;
    for (int word = firstWord; word <= lastWord; word++) {
      bits[word] |= mask(word, from, to);
    }
  }

  boolean has(int section) {
    return (bits[section >> 6] >>> section & 1) == 1;
  }

  /** Whether it has one of the sections {@code [from, to)}. */
  boolean touches(int from, int to) {
    int lastWord = (to - 1) >> 6;
    for (int word = from >> 6; word <= lastWord; word++) {
      if ((bits[word] & mask(word, from, to)) != 0) {
        return true;
      }
    }
    return false;
  }

  private static long mask(int word, int from, int to) {
    long mask = -1L;
    if (word == from >> 6) {
      mask &= -1L << from;
    }
    if (word == (to - 1) >> 6) {
      mask &= -1L >>> -to;
    }
    return mask;
  }
}
