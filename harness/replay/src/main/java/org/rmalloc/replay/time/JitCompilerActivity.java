// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Whether the virtual machine still compiles, to a millisecond of its compilers' work. */
final class JitCompilerActivity {
  private final CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
  private long millis;

  /** Whether they worked since this was asked last; never where the machine does not say. */
  boolean workedSinceAsked() {
    if (compilation == null || !compilation.isCompilationTimeMonitoringSupported()) {
      return false;
    }
    long before = millis;
    millis = compilation.getTotalCompilationTime();
    return millis != before;
  }
}
