// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The clock that windows of ops are read from: the CPU time of the thread, which stands still while
 * another program has the core, or the wall clock where the system keeps no such time.
 *
 * <p>A reading costs a system call, some 0.2 to 1 µs: too much for one op, little for thousands.
 */
final class CpuOrWallClock {
  /** The name of the CPU time of the thread. */
  static final String THREAD_CPU = "thread-cpu";

  /** The name of the wall clock. */
  static final String WALL = "wall";

  private static final int READINGS = 2_001;

  private final String name;
  private final LongSupplier nanos;

  private CpuOrWallClock(String name, LongSupplier nanos) {
    this.name = name;
    this.nanos = nanos;
  }

  /** The best clock for the calling thread, which alone may read it. */
  static CpuOrWallClock ofThisThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? new CpuOrWallClock(THREAD_CPU, threads::getCurrentThreadCpuTime)
        : new CpuOrWallClock(WALL, System::nanoTime);
  }

  String name() {
    return name;
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /**
   * Measures what one reading adds to the time between two, in nanoseconds: a median. To be called
   * after what is timed, so that the reading is compiled as it was there.
   */
  long overheadNanos() {
    long[] nothings = new long[READINGS];
    for (int i = 0; i < READINGS; i++) {
      long start = nanos();
      nothings[i] = nanos() - start;
    }
    Arrays.sort(nothings);
    return nothings[READINGS / 2];
  }
}
