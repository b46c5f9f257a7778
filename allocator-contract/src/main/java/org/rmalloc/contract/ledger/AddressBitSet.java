// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import java.util.Arrays;

/**
 * A set of a heap's addresses: a bit for each, in pages of {@value #PAGE} addresses. A page that is
 * all in the set, or all outside it, needs no bits.
 *
 * <p>A range of n addresses costs O(1 + n / {@value #PAGE}), and up to two times {@value #WORDS}
 * words where it begins and ends. No allocation but for the bits of a page, once.
 */
final class AddressBitSet {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE = 1 << PAGE_SHIFT;
  private static final int PAGE_MASK = PAGE - 1;
  private static final int WORDS = PAGE / Long.SIZE; // of a page

  // The states of a page.
  private static final byte NONE = 0;
  private static final byte ALL = 1;
  private static final byte MIXED = 2; // as its bits say

  private final int addresses;
  private final byte[] states; // by page
  private final long[][] bits; // by page; null before it is mixed for the first time
  private long total;

  /** An empty set of addresses from 0 to {@code addresses}, exclusive. */
  AddressBitSet(int addresses) {
    this.addresses = addresses;
    int pages = (addresses >>> PAGE_SHIFT) + 1;
    states = new byte[pages];
    bits = new long[pages][];
  }

  /** How many addresses there are in all. O(1). */
  long total() {
    return total;
  }

  /** Whether every address of a range is here. */
  boolean containsAll(int from, int to) {
    for (int at = from; at < to; ) {
      int last = Math.min(to - 1, at | PAGE_MASK);
      byte state = states[at >>> PAGE_SHIFT];
      if (state == NONE || (state == MIXED && !areSet(bits[at >>> PAGE_SHIFT], at, last))) {
        return false;
      }
      at = last + 1;
    }
    return true;
  }

  /** Adds a range, none of whose addresses is here. */
  void add(int from, int to) {
    total += to - from;
    put(from, to, ALL);
  }

  /** Removes a range, all of whose addresses are here. */
  void remove(int from, int to) {
    total -= to - from;
    put(from, to, NONE);
  }

  /** The length of the longest range, 0 if there is none. O(addresses / {@value #PAGE}) at best. */
  int longest() {
    int longest = 0;
    for (int from = next(0, ALL); from < addresses; ) {
      int to = next(from, NONE);
      longest = Math.max(longest, to - from);
      from = next(to, ALL);
    }
    return longest;
  }

  /** Visits the ranges, each as long as can be, in the order of their addresses. */
  void forEach(AddressRangeVisitor visitor) {
    for (int from = next(0, ALL); from < addresses; ) {
      int to = next(from, NONE);
      visitor.range(from, to);
      from = next(to, ALL);
    }
  }

  /** Puts a range into the set, or out of it. */
  private void put(int from, int to, byte state) {
    for (int at = from; at < to; ) {
      int last = Math.min(to - 1, at | PAGE_MASK);
      int page = at >>> PAGE_SHIFT;
      if (last - at == PAGE_MASK) {
        states[page] = state;
      } else if (states[page] != state) {
        putBits(mixed(page), at, last, state);
      }
      at = last + 1;
    }
  }

  /** The bits of a page from now on. */
  private long[] mixed(int page) {
    if (states[page] != MIXED) {
      if (bits[page] == null) {
        bits[page] = new long[WORDS];
      }
      Arrays.fill(bits[page], states[page] == ALL ? -1 : 0);
      states[page] = MIXED;
    }
    return bits[page];
  }

  private static void putBits(long[] page, int first, int last, byte state) {
    int word = wordOf(first);
    int lastWord = wordOf(last);
    long mask = -1L << first; // which shifts by the low six bits
    for (; word < lastWord; word++, mask = -1) {
      page[word] = state == ALL ? page[word] | mask : page[word] & ~mask;
    }
    mask &= -1L >>> ~last;
    page[word] = state == ALL ? page[word] | mask : page[word] & ~mask;
  }

  private static boolean areSet(long[] page, int first, int last) {
    int word = wordOf(first);
    int lastWord = wordOf(last);
    long mask = -1L << first;
    for (; word < lastWord; word++, mask = -1) {
      if ((~page[word] & mask) != 0) {
        return false;
      }
    }
    return (~page[word] & mask & -1L >>> ~last) == 0;
  }

  /** The first address from one on that is in the set, or outside it; the end if there is none. */
  private int next(int from, byte state) {
    for (int at = from; at < addresses && at >= 0; at = (at | PAGE_MASK) + 1) {
      int page = at >>> PAGE_SHIFT;
      if (states[page] == state) {
        return at;
      }
      int found = states[page] == MIXED ? nextBit(bits[page], at, state) : PAGE;
      if (found < PAGE) {
        return Math.min(addresses, (page << PAGE_SHIFT) + found);
      }
    }
    return addresses;
  }

  /** The same in a mixed page, from its start; {@link #PAGE} if there is none. */
  private static int nextBit(long[] page, int from, byte state) {
    long mask = -1L << from;
    for (int word = wordOf(from); word < WORDS; word++, mask = -1) {
      long found = (state == ALL ? page[word] : ~page[word]) & mask;
      if (found != 0) {
        return word * Long.SIZE + Long.numberOfTrailingZeros(found);
      }
    }
    return PAGE;
  }

  /** The word of its page in which an address has its bit. */
  private static int wordOf(int address) {
    return (address & PAGE_MASK) / Long.SIZE;
  }
}
