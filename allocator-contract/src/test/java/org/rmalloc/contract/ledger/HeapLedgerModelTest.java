// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.PlacementListener;

/** Of random events, right and wrong, the ledger refuses those that the naive one refuses. */
final class HeapLedgerModelTest {
  private static final int CAPACITY = 200;
  private static final int HANDLES = 20;
  private static final int EVENTS = 20_000;

  private SplittableRandom random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothLedgersKeepTheSameHeap(long seed) {
    random = new SplittableRandom(seed);
    HeapLedger ledger = new HeapLedger(CAPACITY);
    NaiveLedger naive = new NaiveLedger(CAPACITY);
    int accepted = 0;
    for (int i = 0; i < EVENTS; i++) {
      Consumer<PlacementListener> event = event();
      boolean accepts = accepts(naive, event);
      accepted += accepts ? 1 : 0;
      String when = "seed %d, event %d".formatted(seed, i);
      assertEquals(accepts, accepts(ledger, event), when);
      assertAgree(naive, ledger, when);
    }
    assertTrue(accepted > EVENTS / 25, accepted + " are accepted");
  }

  private static void assertAgree(NaiveLedger naive, HeapLedger ledger, String when) {
    IntStream.Builder tiles = IntStream.builder();
    ledger.forEachFreeTile((from, to) -> tiles.add(from).add(to));
    int[] expected = naive.freeTiles();
    assertArrayEquals(expected, tiles.build().toArray(), when);
    int free = 0;
    int largest = 0;
    for (int i = 0; i < expected.length; i += 2) {
      free += expected[i + 1] - expected[i];
      largest = Math.max(largest, expected[i + 1] - expected[i]);
    }
    assertEquals(free, ledger.freeBytes(), when);
    assertEquals(largest, ledger.largestFreeTile(), when);
    for (int handle = 1; handle <= HANDLES; handle++) {
      assertEquals(naive.addressOf(handle), ledger.addressOf(handle), when);
    }
  }

  private static boolean accepts(PlacementListener ledger, Consumer<PlacementListener> event) {
    try {
      event.accept(ledger);
      return true;
    } catch (InvariantViolation | IllegalArgumentException _) {
      return false;
    }
  }

  private Consumer<PlacementListener> event() {
    long handle = random.nextLong(1, HANDLES + 1);
    int from = random.nextInt(-1, CAPACITY);
    int to = from + random.nextInt(20);
    int address = from + random.nextInt(-1, 4);
    int size = Math.max(0, to - address - random.nextInt(-1, 4));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> ledger -> ledger.placed(handle, address, size, from, to);
      case 3 -> ledger -> ledger.freed(handle);
      case 4, 5 -> ledger -> ledger.moved(handle, address, from, to);
      case 6 -> ledger -> ledger.reserved(from, to);
      default -> ledger -> ledger.released(from, to);
    };
  }
}
