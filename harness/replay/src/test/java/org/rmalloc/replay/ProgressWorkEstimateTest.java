// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Estimates of work. */
final class ProgressWorkEstimateTest {

  @Test
  void workOutOfSightGoesOnButIsNeverQuiteDone() {
    ProgressWorkEstimate.Unseen unseen = new ProgressWorkEstimate.Unseen(100_000);
    long first = unseen.after(1_000_000);
    assertTrue(first > 0 && first < 95_000, "first step: " + first);
    assertEquals(95_000 - first, unseen.after(1_000_000_000));
    assertEquals(0, unseen.after(1_000_000_000));
    assertEquals(5_000, unseen.rest());
  }
}
