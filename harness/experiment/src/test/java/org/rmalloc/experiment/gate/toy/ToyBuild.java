// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.toy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.trace.random.SplitMix64;

/** Builds of the toy, and a program for it. */
public final class ToyBuild {
  private static final List<Class<?>> CLASSES = List.of(ToyProvider.class, ToyAllocator.class);

  private ToyBuild() {}

  /** A folder of classes with a change planted; {@code none} is the toy as it is. */
  public static Path of(Path folder, String plant) throws IOException {
    for (Class<?> type : CLASSES) {
      String name = type.getName().replace('.', '/') + ".class";
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream bytes = type.getResourceAsStream("/" + name)) {
        Files.write(file, bytes.readAllBytes());
      }
    }
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(AllocatorProvider.class.getName()), ToyProvider.class.getName());
    Files.writeString(folder.resolve("plant"), plant);
    return folder;
  }

  /** The ops of a program that allocates, resizes, frees, locks and unlocks blocks at random. */
  public static String program(int ops, int blocks, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    StringBuilder text = new StringBuilder("# rmalloc-ops 1 dialect=lock\n");
    int[] live = new int[blocks];
    int count = 0;
    int next = 0;
    for (int op = 0; op < ops; op++) {
      long dice = random.below(100);
      int at = count == 0 ? 0 : (int) random.below(count);
      if (count == 0 || (count < blocks && dice < 50)) {
        live[count++] = next;
        line(text, next++, 'N', 1 + random.below(random.below(6) == 0 ? 700 : 90));
      } else if (dice < 85) {
        line(text, live[at], 'F', 0);
        live[at] = live[--count];
      } else if (dice < 92) {
        line(text, live[at], 'R', 1 + random.below(150));
      } else {
        line(text, live[at], 'L', 0);
        line(text, live[at], 'U', 0);
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, int handle, char op, long size) {
    text.append(handle).append(' ').append(op).append(" 0 ").append(size).append('\n');
  }
}
