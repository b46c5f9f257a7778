// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine, as recordings and timings name it. */
public final class HostDescription {
  private HostDescription() {}

  /** Such as {@code Debian GNU/Linux 12 (bookworm), Linux 6.1.0 amd64}. */
  static String os() {
    String kernel =
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"));
    String distribution = after(Path.of("/etc/os-release"), "PRETTY_NAME=").replace("\"", "");
    return distribution.isEmpty() ? kernel : distribution + ", " + kernel;
  }

  /** The name that the system gives this machine; {@code unknown} where it does not say. */
  public static String name() {
    try {
      String name = after(Path.of("/proc/sys/kernel/hostname"), ""); // asks no name server
      return name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name;
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }

  /** The processor's model; the architecture where the system does not name it. */
  public static String cpu() {
    String model = after(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^\\s*:\\s*", "");
    return model.isEmpty() ? System.getProperty("os.arch") : model;
  }

  /** What follows a prefix on the first line that starts with it; empty when there is none. */
  private static String after(Path file, String prefix) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(prefix))
          .findFirst()
          .map(line -> line.substring(prefix.length()))
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
