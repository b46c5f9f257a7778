// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CompactionBudgetTest {
  @Test
  void aBudgetOfBytesRefusesTheStepThatWouldExceedIt() {
    CompactionBudget budget = CompactionBudget.bytes(100);
    assertTrue(budget.allowsStep(60, 40));
    assertFalse(budget.allowsStep(61, 40));
    assertFalse(budget.allowsStep(1, 100));
  }

  @Test
  void anUnlimitedBudgetNeverEnds() {
    assertTrue(CompactionBudget.UNLIMITED.allowsStep(1, Long.MAX_VALUE - 1));
    assertTrue(CompactionBudget.UNLIMITED.allowsMore(Long.MAX_VALUE));
  }
}
