package org.rmalloc.allocator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CompactionBudgetTest {
  @Test
  void aBudgetOfBytesEndsWithTheStepThatReachesIt() {
    CompactionBudget budget = CompactionBudget.bytes(100);
    assertTrue(budget.allowsAnotherStep(99));
    assertFalse(budget.allowsAnotherStep(100));
  }

  @Test
  void anUnlimitedBudgetNeverEnds() {
    assertTrue(CompactionBudget.UNLIMITED.allowsAnotherStep(Long.MAX_VALUE));
  }
}
