// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.io.IOException;
import org.rmalloc.replay.KnownSmallestHeaps;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.UsageException;

/**
 * A prepared trace that several pieces of work share: read by the first that needs it, dropped by
 * the last. Thread-safe.
 */
final class SharedTrace {
  private final TracePreparationKey preparation;
  private final TraceIdentity expected;
  private final KnownSmallestHeaps known = new KnownSmallestHeaps();
  private PreparedTrace trace; // null before the first and after the last use
  private int usesLeft;
  private boolean wantsTouches;

  /**
   * A trace that was read once before.
   *
   * @param expected what it was then
   */
  SharedTrace(TracePreparationKey preparation, TraceIdentity expected) {
    this.preparation = preparation;
    this.expected = expected;
  }

  /** Announces one more piece of work. What the program wrote to matters to malloc libraries. */
  synchronized void announce(Contender contender) {
    usesLeft++;
    wantsTouches |= contender.kind() == Contender.Kind.NATIVE;
  }

  /**
   * The trace.
   *
   * @throws UsageException when it has changed since
   */
  synchronized PreparedTrace get() throws IOException {
    if (trace == null) {
      trace =
          PreparedTrace.read(
              preparation.trace(), preparation.trace().readOptions(), preparation.setting());
      if (!trace.identity().equals(expected)) {
        String found = trace.identity().sha256();
        trace = null;
        throw new UsageException(
            "%s: found SHA-256 %s, expected %s: the trace changed during the run; start it again"
                .formatted(preparation.trace().name(), found, expected.sha256()));
      }
      if (wantsTouches) {
        trace =
            trace.withTouches(
                preparation.trace(), preparation.trace().readOptions(), preparation.setting());
      }
    }
    return trace;
  }

  /** Smallest heaps of the trace. */
  KnownSmallestHeaps known() {
    return known;
  }

  /** One piece of work is over. */
  synchronized void release() {
    if (--usesLeft == 0) {
      trace = null;
    }
  }
}
