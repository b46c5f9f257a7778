// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.util.concurrent.Semaphore;
import org.rmalloc.replay.progress.CancellationExceptions;

/**
 * Limits what the heaps of concurrent replays take to half of Java's memory: one waits until the
 * heaps of those that run leave room for its own. Thread-safe.
 */
final class ReplayMemoryLimiter {
  private static final int UNIT_SHIFT = 20;

  private final int units =
      (int) Math.max(1, Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() >> 21));
  private final Semaphore free = new Semaphore(units, true);

  /** Waits for room for so many bytes, but never for more than there is. */
  Room take(long bytes) {
    int wanted = Math.clamp((bytes >> UNIT_SHIFT) + 1, 1, units);
    try {
      free.acquire(wanted);
    } catch (InterruptedException e) {
      throw CancellationExceptions.of(e);
    }
    return () -> free.release(wanted);
  }

  /** Room that was taken. */
  interface Room extends AutoCloseable {
    @Override
    void close();
  }
}
