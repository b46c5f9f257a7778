package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Estimates of work. */
final class WorkTest {

  @Test
  void workOutOfSightGoesOnButIsNeverQuiteDone() {
    Work.Share share = new Work.Share(100_000);
    long first = share.after(1_000_000);
    assertTrue(first > 0 && first < 95_000, "first step: " + first);
    assertEquals(95_000 - first, share.after(1_000_000_000));
    assertEquals(0, share.after(1_000_000_000));
    assertEquals(5_000, share.rest());
  }
}
