// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Adds up work done, tells of it now and then, and ends the work when its thread is interrupted.
 *
 * <p>Work is in ops replayed, or what takes as long. Thread-safe.
 */
public final class ProgressNotifier {
  private static final long TELL_EVERY_NANOS = 200_000_000;
  private static final long ESTIMATE_AFTER_NANOS = 1_000_000_000;

  private final ProgressListener progress;
  private final long start = System.nanoTime();
  private final long total;
  private long done;
  private String what = "";
  private long toldAt = start - TELL_EVERY_NANOS;

  /**
   * A meter of work that is about to start.
   *
   * @param total about all the work, 1 or more
   */
  public ProgressNotifier(ProgressListener progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  /** A meter that tells nobody, but still ends work that is interrupted. */
  public static ProgressNotifier silent() {
    return new ProgressNotifier(ProgressListener.SILENT, 1);
  }

  /** Says what is being done from here on. */
  public synchronized void begin(String phase) {
    what = phase;
    tell();
  }

  /**
   * Adds work that was done.
   *
   * @throws CancellationException when the thread was interrupted
   */
  public void advance(long work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    add(work);
  }

  private synchronized void add(long work) {
    done += work;
    if (System.nanoTime() - toldAt >= TELL_EVERY_NANOS) {
      tell();
    }
  }

  private void tell() {
    toldAt = System.nanoTime();
    double share = Math.clamp((double) done / total, 0, 1);
    progress.at(what, share, timeLeft(toldAt - start, share));
  }

  private static Optional<Duration> timeLeft(long elapsedNanos, double share) {
    return elapsedNanos < ESTIMATE_AFTER_NANOS || share == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) (elapsedNanos / share * (1 - share))));
  }
}
