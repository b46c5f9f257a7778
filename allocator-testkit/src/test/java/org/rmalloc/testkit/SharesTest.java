package org.rmalloc.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SharesTest {
  @Test
  void enoughOfEverythingPasses() {
    assertDoesNotThrow(() -> shares(60, 40, 10, 15, 1).check());
  }

  @Test
  void tooLittleOfAnythingFails() {
    requireFailure(shares(59, 41, 10, 15, 1), "of mallocs succeed");
    requireFailure(shares(60, 40, 5, 15, 1), "of ops are reallocs");
    requireFailure(shares(60, 40, 10, 5, 1), "of ops have a locked block about");
    requireFailure(shares(60, 40, 10, 15, 0), "of sequences run out of memory");
  }

  private static void requireFailure(Shares shares, String symptom) {
    ContractFailure failure = assertThrows(ContractFailure.class, shares::check);
    assertTrue(failure.getMessage().contains(symptom), failure::getMessage);
  }

  /** Ten sequences. */
  private static Shares shares(int served, int failed, int reallocs, int locked, int exhausted) {
    Shares shares = new Shares();
    Model model = new Model(2);
    model.add(0, 1, 8, 0);
    OpSequence sequence = new OpSequence();
    sequence.add(Call.MALLOC, 0, 8);
    sequence.add(Call.MALLOC, 1, 8);
    sequence.add(Call.REALLOC, 0, 8);
    sequence.add(Call.LOCK, 0, 0);
    count(shares, served, sequence, 0, model);
    count(shares, failed, sequence, 1, model);
    count(shares, reallocs, sequence, 2, model);
    model.addLock(0, 0);
    count(shares, locked, sequence, 3, model);
    for (int i = 0; i < 10; i++) {
      shares.countSequence(i < exhausted);
    }
    return shares;
  }

  private static void count(Shares shares, int times, OpSequence sequence, int op, Model model) {
    for (int i = 0; i < times; i++) {
      shares.count(sequence, op, model);
    }
  }
}
