// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The set of ranges agrees with a set of bits after each of many random calls. */
final class AddressRangesTest {
  private static final int ADDRESSES = 400;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithASetOfBits(long seed) {
    Random random = new Random(seed);
    AddressRanges ranges = new AddressRanges();
    BitSet bits = new BitSet(ADDRESSES);
    for (int call = 0; call < 4_000; call++) {
      int from = random.nextInt(ADDRESSES);
      int to = from + random.nextInt(Math.min(ADDRESSES - from, 12) + 1);
      int inside = bits.get(from, to).cardinality();
      assertEquals(inside == to - from, ranges.containsAll(from, to), "containsAll");
      if (inside == 0) {
        ranges.add(from, to);
        bits.set(from, to);
      } else if (inside == to - from) {
        ranges.remove(from, to);
        bits.clear(from, to);
      }
      assertSame(bits, ranges);
    }
  }

  @Test
  void stayShallowWhenBuiltInOrder() {
    AddressRanges ranges = new AddressRanges();
    for (int i = 0; i < 1_000_000; i++) {
      ranges.add(2 * i, 2 * i + 1); // a list, and a stack overflow, without random priorities
    }
    assertEquals(1_000_000, ranges.total());
  }

  private static void assertSame(BitSet bits, AddressRanges ranges) {
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
    ranges.forEach((start, end) -> found.add(start + "-" + end));
    assertEquals(expected, found);
    assertEquals(bits.cardinality(), ranges.total());
    assertEquals(longest, ranges.longest());
  }
}
