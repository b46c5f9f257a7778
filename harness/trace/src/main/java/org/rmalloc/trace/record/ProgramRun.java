// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A run of the program, to its end.
 *
 * @param pid of its process
 * @param exitStatus its own, or 128 + the signal that ended it
 * @param elapsedNanos from start to end
 */
record ProgramRun(long pid, int exitStatus, long elapsedNanos) {
  private static final int POLL_MILLIS = 200;

  /** What is done every now and then while the program runs. */
  interface Watcher {
    /** It has started. */
    void started(long pid);

    /** It runs. */
    void running(long elapsedNanos);
  }

  static ProgramRun of(ProcessBuilder builder, Watcher watcher) throws IOException {
    long start = System.nanoTime();
    Process process = builder.start();
    watcher.started(process.pid());
    try {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        watcher.running(System.nanoTime() - start);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new RecordingException("interrupted", e);
    }
    return new ProgramRun(process.pid(), process.exitValue(), System.nanoTime() - start);
  }

  double seconds() {
    return elapsedNanos / 1e9;
  }

  /** How it ended, in words. */
  String ending() {
    if (exitStatus > 128 && exitStatus <= 128 + SignalNames.LAST) {
      return "was ended by " + SignalNames.name(exitStatus - 128);
    }
    return "ended with exit status " + exitStatus;
  }
}
