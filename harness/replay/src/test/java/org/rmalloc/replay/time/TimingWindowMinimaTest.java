// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Of each window the minimum of the CPU times with which the wall clock agrees. */
final class TimingWindowMinimaTest {
  private final TimingWindowMinima minima = new TimingWindowMinima(2);

  @Test
  void theMinimumOfEachWindowCounts() {
    minima.note(0, 500, 500);
    minima.note(0, 480, 490);
    minima.note(0, 510, 510);
    minima.note(1, 300, 301);
    assertEquals(480, minima.of(0));
    assertEquals(780, minima.sum());
  }

  @Test
  void aTimeFarBelowTheWallClocksIsDisputed() {
    minima.note(0, 100, 1_000); // another had the core, or the host took it and was not yet charged
    minima.note(0, 449, 500);
    assertEquals(100, minima.of(0), "there is nothing better");
    minima.note(0, 450, 500);
    assertEquals(450, minima.of(0));
  }

  @Test
  void whatWasForgottenDoesNotCount() {
    minima.note(0, 10, 10);
    minima.clear();
    assertEquals(Double.POSITIVE_INFINITY, minima.sum());
    minima.note(0, 20, 20);
    assertEquals(20, minima.of(0));
  }
}
