// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The processor time of this process, and of those that it started and waited for. */
final class ProcessorTime {
  private static final Path OWN_STATISTICS = Path.of("/proc/self/stat"); // proc(5)
  private static final int FIRST_TIME = 11; // utime, counted from the state, which follows the name
  private static final int TIMES = 4; // utime, stime, cutime, cstime
  private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100 on all platforms of ours

  private ProcessorTime() {}

  /** Nanoseconds since the start; of this process alone where the system has no {@code /proc}. */
  static long nanos() {
    try {
      return ofStatistics(Files.readString(OWN_STATISTICS));
    } catch (IOException e) {
      return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
  }

  /** The program's name stands in parentheses, and may hold blanks and parentheses itself. */
  static long ofStatistics(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks * NANOS_PER_TICK;
  }
}
