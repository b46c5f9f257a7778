// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rmalloc.allocator.InvariantViolation;

/** The ledger's figures, worked by hand, and what it refuses. */
final class HeapLedgerTest {
  private final HeapLedger ledger = new HeapLedger(100);

  @Test
  void figuresFollowTheEvents() {
    ledger.reserved(90, 100);
    ledger.placed(1, 4, 10, 0, 16);
    ledger.placed(2, 20, 20, 16, 40);
    assertFigures(30, 50, 20, 10, 50);
    ledger.freed(1);
    assertFigures(20, 66, 14, 4, 50);
    ledger.moved(2, 4, 0, 26);
    assertFigures(20, 64, 16, 6, 64);
    ledger.released(95, 100);
    assertFigures(20, 69, 11, 6, 64);
  }

  private void assertFigures(long used, long free, long overhead, long internal, long largest) {
    assertEquals(used, ledger.usedBytes(), "used");
    assertEquals(free, ledger.freeBytes(), "free");
    assertEquals(overhead, ledger.overheadBytes(), "overhead");
    assertEquals(internal, ledger.internalBytes(), "internal");
    assertEquals(largest, ledger.largestFreeTile(), "largest free tile");
  }

  @Test
  void anOverlapIsRefused() {
    ledger.placed(1, 10, 10, 10, 20);
    refuses("L1", () -> ledger.placed(2, 19, 1, 19, 20));
    refuses("L1", () -> ledger.placed(2, 5, 1, 5, 11));
    refuses("L1", () -> ledger.placed(2, 0, 1, 0, 100));
    refuses("L1", () -> ledger.reserved(0, 11));
    ledger.placed(2, 20, 10, 20, 30);
    refuses("L1", () -> ledger.moved(2, 19, 19, 30));
  }

  @Test
  void aBlockBeyondTheHeapIsRefused() {
    refuses("L1", () -> ledger.placed(1, 90, 10, 90, 101));
    refuses("L1", () -> ledger.placed(1, 0, 0, -1, 0));
    refuses("L1", () -> ledger.reserved(100, 101));
    refuses("L1", () -> ledger.released(-1, 1));
  }

  @Test
  void aPayloadOutsideItsExtentIsRefused() {
    refuses("L2", () -> ledger.placed(1, 9, 5, 10, 20));
    refuses("L2", () -> ledger.placed(1, 16, 5, 10, 20));
    ledger.placed(1, 10, 10, 10, 20);
    refuses("L2", () -> ledger.moved(1, 10, 10, 19));
  }

  @Test
  void anEventOfTheWrongHandleIsRefused() {
    refuses("L3", () -> ledger.freed(1));
    refuses("L3", () -> ledger.moved(1, 0, 0, 1));
    ledger.placed(1, 0, 1, 0, 1);
    refuses("L3", () -> ledger.placed(1, 10, 1, 10, 11));
  }

  @Test
  void releasingWhatIsNotReservedIsRefused() {
    ledger.reserved(0, 10);
    ledger.placed(1, 10, 10, 10, 20);
    refuses("L4", () -> ledger.released(5, 11));
    refuses("L4", () -> ledger.released(12, 14));
    ledger.released(5, 10);
    refuses("L4", () -> ledger.released(4, 6));
  }

  private static void refuses(String invariant, Executable event) {
    String message = assertThrows(InvariantViolation.class, event).getMessage();
    assertTrue(message.startsWith(invariant + ": "), message);
  }
}
