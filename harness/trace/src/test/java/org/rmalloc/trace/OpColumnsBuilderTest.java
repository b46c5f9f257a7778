// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns hold what was added, in order, over as many pieces as it takes. */
final class OpColumnsBuilderTest {
  private static final int PIECE = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1024, 1025, PIECE, PIECE + 1, 2 * PIECE + 7})
  void holdWhatWasAdded(int ops) {
    OpColumnsBuilder columns = new OpColumnsBuilder(true);
    for (int op = 0; op < ops; op++) {
      columns.add((byte) (op * 7), op, 3L * op, 5L * op);
    }
    assertEquals(ops, columns.opCount());
    byte[] kinds = columns.takeKinds();
    assertEquals(ops, kinds.length);
    for (int op = 0; op < ops; op++) {
      assertEquals((byte) (op * 7), kinds[op]);
    }
    assertArrayEquals(IntStream.range(0, ops).toArray(), columns.takeHandles());
    assertArrayEquals(multiples(5, ops), columns.takeSizes());
    assertArrayEquals(multiples(3, ops), columns.takeAddresses());
  }

  @Test
  void haveNoAddressesUnlessTheyAreKept() {
    OpColumnsBuilder columns = new OpColumnsBuilder(false);
    for (int op = 0; op <= PIECE; op++) {
      columns.add((byte) 0, op, 3L * op, 5L * op);
    }
    assertArrayEquals(new long[0], columns.takeAddresses());
    assertArrayEquals(multiples(5, PIECE + 1), columns.takeSizes());
  }

  private static long[] multiples(long factor, int count) {
    return IntStream.range(0, count).mapToLong(op -> factor * op).toArray();
  }
}
