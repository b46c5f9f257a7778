// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process may still get: of the machine, and of the container that it is in. */
public final class AvailableMemory {
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
  private static final List<Path> CONTAINER =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
  private static final int SHIFT_OF_KIB = 10;

  private static final double ROOM = 1.5; // of peak live, for what a library takes beyond it

  private AvailableMemory() {}

  /**
   * Why a program with so many live bytes had better not be replayed: a request larger than what is
   * there is often met, and the process killed later.
   *
   * @return one sentence; empty when there is memory enough, or nobody says how much there is
   */
  public static Optional<String> hindranceOf(long peakLive) {
    double wanted = ROOM * peakLive;
    OptionalLong bytes = bytes();
    return bytes.isPresent() && wanted > bytes.getAsLong()
        ? Optional.of(
            "the replay takes about %,.0f MiB, but only %,d MiB are available"
                .formatted(wanted / (1 << 20), bytes.getAsLong() >> 20))
        : Optional.empty();
  }

  /**
   * Refuses a program with so many live bytes, all of which are to be written to.
   *
   * @param label whose replay it is
   * @throws NativeLibraryException when {@link #hindranceOf} says why
   */
  public static void require(String label, long peakLive) throws NativeLibraryException {
    Optional<String> hindrance = hindranceOf(peakLive);
    if (hindrance.isPresent()) {
      throw new NativeLibraryException(label + ": " + hindrance.get());
    }
  }

  /** Bytes; empty where neither the machine nor a container says it. */
  private static OptionalLong bytes() {
    long bytes = Long.MAX_VALUE;
    Matcher machine = AVAILABLE.matcher(text(MACHINE));
    if (machine.find()) {
      bytes = Long.parseLong(machine.group(1)) << SHIFT_OF_KIB;
    }
    for (Path file : CONTAINER) {
      String limit = text(file).strip();
      if (limit.matches("\\d{1,18}")) {
        bytes = Math.min(bytes, Long.parseLong(limit));
      }
    }
    return bytes == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
