// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.heap.Heap;

/** The set agrees with a plain set of bits after each of many random calls. */
final class AddressBitSetTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithBitsOnOnePage(long seed) {
    agreesWithBits(seed, 400, 12, 4_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithBitsOnManyPages(long seed) {
    agreesWithBits(seed, 5 * 4096 - 3, 3 * 4096, 2_000);
  }

  private static void agreesWithBits(long seed, int addresses, int longest, int calls) {
    Random random = new Random(seed);
    AddressBitSet set = new AddressBitSet(addresses);
    BitSet bits = new BitSet(addresses);
    for (int call = 0; call < calls; call++) {
      int from = edge(random, random.nextInt(addresses));
      int to = Math.clamp(edge(random, from + random.nextInt(longest + 1)), from, addresses);
      int inside = bits.get(from, to).cardinality();
      assertEquals(inside == to - from, set.containsAll(from, to), "containsAll");
      if (inside == 0) {
        set.add(from, to);
        bits.set(from, to);
      } else if (inside == to - from) {
        set.remove(from, to);
        bits.clear(from, to);
      }
      assertSame(bits, set);
    }
  }

  /** An address as it is, or one at the start of its page, or beside it. */
  private static int edge(Random random, int address) {
    int start = (address & -4096) + random.nextInt(3) - 1;
    return random.nextBoolean() ? address : Math.max(0, start);
  }

  @Test
  void holdsTheLastAddressesOfTheLargestHeap() {
    int end = Heap.MAX_CAPACITY;
    AddressBitSet set = new AddressBitSet(end);
    set.add(0, end);
    set.remove(end - 10_000, end - 1);
    assertTrue(set.containsAll(end - 1, end));
    assertFalse(set.containsAll(end - 2, end));
    assertEquals(end - 10_000, set.longest());
    assertEquals(end - 9_999L, set.total());
  }

  private static void assertSame(BitSet bits, AddressBitSet set) {
    List<String> expected = new ArrayList<>();
    int longest = 0;
    int from = bits.nextSetBit(0);
    while (from >= 0) {
      int to = bits.nextClearBit(from);
      expected.add(from + "-" + to);
      longest = Math.max(longest, to - from);
      from = bits.nextSetBit(to);
    }
    List<String> found = new ArrayList<>();
    set.forEach((start, end) -> found.add(start + "-" + end));
    assertEquals(expected, found);
    assertEquals(bits.cardinality(), set.total());
    assertEquals(longest, set.longest());
  }
}
