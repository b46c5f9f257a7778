// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.time.ContenderTimes;
import org.rmalloc.trace.record.HostDescription;

/** What times are taken on and by. */
final class ThisMachine {
  private static final String UNKNOWN = "unknown";

  private ThisMachine() {}

  /**
   * Where and how times were taken.
   *
   * @param timedTogether how many replays could be timed at a time
   */
  static TimingEnvironment environment(ContenderTimes times, int timedTogether) {
    return new TimingEnvironment(
        HostDescription.name(),
        property("java.vm.name") + " " + property("java.vm.version"),
        "%s, %d processors"
            .formatted(HostDescription.cpu(), Runtime.getRuntime().availableProcessors()),
        kernel(),
        version(),
        System.getProperty("rmalloc.commit", UNKNOWN),
        times.timerOverheadNanos(),
        times.timerResolutionNanos(),
        timedTogether);
  }

  /** Name, version and architecture of the kernel. */
  static String kernel() {
    return property("os.name") + " " + property("os.version") + " " + property("os.arch");
  }

  private static String property(String name) {
    return System.getProperty(name, UNKNOWN);
  }

  private static String version() {
    try (InputStream in = ThisMachine.class.getResourceAsStream("build.properties")) {
      Properties build = new Properties();
      build.load(in);
      return build.getProperty("version", UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
