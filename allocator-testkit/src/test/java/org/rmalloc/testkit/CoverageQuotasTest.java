// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CoverageQuotasTest {
  @Test
  void enoughOfEverythingPasses() {
    assertDoesNotThrow(() -> quotas(60, 40, 10, 15, 1).check(false));
  }

  @Test
  void tooLittleOfAnythingFails() {
    requireFailure(quotas(59, 41, 10, 15, 1), "mallocs succeed");
    requireFailure(quotas(60, 40, 5, 15, 1), "ops are reallocs");
    requireFailure(quotas(60, 40, 10, 5, 1), "ops run while a block is locked");
    requireFailure(quotas(60, 40, 10, 15, 0), "sequences run out of memory");
    requireFailure(quotas(60, 40, 10, 15, 1), "successful mallocs ask for an alignment");
  }

  private static void requireFailure(CoverageQuotas quotas, String symptom) {
    ContractAssertionError failure =
        assertThrows(ContractAssertionError.class, () -> quotas.check(true));
    assertTrue(failure.getMessage().contains(symptom), failure::getMessage);
  }

  /** Ten sequences. */
  private static CoverageQuotas quotas(
      int served, int failed, int reallocs, int locked, int exhausted) {
    CoverageQuotas quotas = new CoverageQuotas();
    LiveBlockModel model = new LiveBlockModel(2);
    model.add(0, 1, 8, 0, 1);
    CallSequence sequence = new CallSequence();
    sequence.add(AllocatorCallKind.MALLOC, 0, 8);
    sequence.add(AllocatorCallKind.MALLOC, 1, 8);
    sequence.add(AllocatorCallKind.REALLOC, 0, 8);
    sequence.add(AllocatorCallKind.LOCK, 0, 0);
    count(quotas, served, sequence, 0, model);
    count(quotas, failed, sequence, 1, model);
    count(quotas, reallocs, sequence, 2, model);
    model.addLock(0, 0);
    count(quotas, locked, sequence, 3, model);
    for (int i = 0; i < 10; i++) {
      quotas.countSequence(i < exhausted);
    }
    return quotas;
  }

  private static void count(
      CoverageQuotas quotas, int times, CallSequence sequence, int op, LiveBlockModel model) {
    for (int i = 0; i < times; i++) {
      quotas.count(sequence, op, model);
    }
  }
}
