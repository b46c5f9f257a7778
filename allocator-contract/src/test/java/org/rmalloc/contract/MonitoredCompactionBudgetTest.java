// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;

/** What counts as an overrun budget, worked by hand. */
final class MonitoredCompactionBudgetTest {
  private final MonitoredCompactionBudget budget =
      new MonitoredCompactionBudget(CompactionBudget.bytes(100));

  @Test
  void stepsAskedForAndTakenAreWithinIt() {
    assertTrue(budget.allowsStep(60, 0));
    assertTrue(budget.allowsMore(60));
    assertFalse(budget.allowsStep(50, 60));
    assertTrue(budget.hasEnded());
    assertTrue(budget.allowsStep(40, 60), "a smaller step");
    assertTrue(budget.allowsMore(100));
    assertTrue(budget.hasEnded(), "a step was refused, so something may be left undone");
    assertFalse(budget.hasRefusedStep(), "but not the last one");
    assertFalse(budget.wasOverrun(new CompactionResult(100, 3, 2, true)));
    assertEquals(2, budget.steps());
    assertEquals(100, budget.bytesMoved());
  }

  @Test
  void aStepThatWasRefusedOverrunsIt() {
    assertFalse(budget.allowsStep(101, 0));
    budget.allowsMore(101);
    assertOverrun(101, 1);
  }

  @Test
  void aStepThatWasNotAskedForOverrunsIt() {
    budget.allowsMore(10);
    assertOverrun(10, 1);
  }

  @Test
  void aStepOfOtherBytesThanAskedForOverrunsIt() {
    assertTrue(budget.allowsStep(10, 0));
    assertTrue(budget.allowsMore(11));
    assertOverrun(11, 1);
  }

  @Test
  void aStepThatIsNotReportedOverrunsIt() {
    assertTrue(budget.allowsStep(10, 0));
    assertOverrun(0, 0);
  }

  @Test
  void anotherStepMayBeProposedAfterARefusal() {
    assertFalse(budget.allowsStep(101, 0));
    assertFalse(budget.allowsStep(102, 0));
    assertFalse(budget.wasOverrun(new CompactionResult(0, 0, 0, false)));
  }

  @Test
  void aCompactionThatReportsOtherwiseOverrunsIt() {
    assertOverrun(1, 0);
    assertOverrun(0, 1);
  }

  private void assertOverrun(long bytesMoved, long steps) {
    assertTrue(budget.wasOverrun(new CompactionResult(bytesMoved, 1, steps, true)));
  }
}
