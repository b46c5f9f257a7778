// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rmalloc.replay.progress.RunPhase;

/** Processor time belongs to the phase in which it was spent. */
class PhaseTimesTest {
  private static final String WITH_BLANKS =
      "42 (a program) of) S 1 42 42 0 -1 4194304 999 888 7 6 150 25 1000 5 20 0 3 0 77 1 2";

  @Test
  void sharesOutTheTimeAndAddsUp() {
    AtomicLong now = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(500));
    PhaseTimes times = PhaseTimes.by(now::get, RunPhase.READING);
    times.enter(RunPhase.TIMING);
    now.addAndGet(TimeUnit.SECONDS.toNanos(3));
    times.enter(RunPhase.READING);
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
    assertEquals(
        """
        processor seconds of each phase
          reading the trace     0.75
          timing                3.00
          all                   3.75\
        """,
        times.table());
  }

  @Test
  void readsTheTimesOfThisProcessAndOfThoseItWaitedFor() {
    assertEquals(
        TimeUnit.MILLISECONDS.toNanos(10 * (150 + 25 + 1000 + 5)),
        ProcessorTime.ofStatistics(WITH_BLANKS));
  }
}
