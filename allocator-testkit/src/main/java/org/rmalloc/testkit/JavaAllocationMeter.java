// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures whether code allocates Java objects, by the counter that the JVM keeps for each thread.
 * For tests of hot loops, which may allocate nothing once they are warm.
 */
public final class JavaAllocationMeter {
  private static final int MEASUREMENTS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private JavaAllocationMeter() {}

  /**
   * The bytes of Java heap that the calling thread allocates while it runs {@code warm}: the
   * minimum of five runs, since the JVM itself may allocate in one. Code is warm, and its tables
   * have grown, only after it has run a few times.
   */
  public static long during(Runnable warm) {
    long minimum = Long.MAX_VALUE;
    for (int i = 0; i < MEASUREMENTS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      warm.run();
      minimum = Math.min(minimum, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return minimum;
  }
}
