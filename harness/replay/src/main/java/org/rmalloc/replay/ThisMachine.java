package org.rmalloc.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.rmalloc.replay.result.Environment;

/** What times are taken on and by. */
final class ThisMachine {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo"); // Linux only
  private static final String UNKNOWN = "unknown";

  private ThisMachine() {}

  static Environment environment(
      long timerOverheadNanos, long timerResolutionNanos, int timedTogether) {
    return new Environment(
        property("java.vm.name") + " " + property("java.vm.version"),
        "%s, %d processors".formatted(cpu(), Runtime.getRuntime().availableProcessors()),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        version(),
        System.getProperty("rmalloc.commit", UNKNOWN),
        timerOverheadNanos,
        timerResolutionNanos,
        timedTogether);
  }

  private static String property(String name) {
    return System.getProperty(name, UNKNOWN);
  }

  private static String cpu() {
    try {
      List<String> lines = Files.isReadable(CPUINFO) ? Files.readAllLines(CPUINFO) : List.of();
      return lines.stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(property("os.arch"));
    } catch (IOException e) {
      return property("os.arch");
    }
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
