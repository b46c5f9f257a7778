// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.Locale;
import java.util.Set;

/** Names from files, made fit to name files. */
final class FileNames {
  private static final int LONGEST = 80;

  private FileNames() {}

  /** Letters, digits, dots, hyphens and underscores; anything else is a hyphen. */
  static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|-+$", "");
    String cut = safe.substring(0, Math.min(LONGEST, safe.length()));
    return cut.isEmpty() ? "unnamed" : cut;
  }

  /** The same, other than those taken, also where a file system knows no case; it is taken then. */
  static String free(String name, Set<String> taken) {
    String safe = safe(name);
    String free = safe;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = "%s-%d".formatted(safe, number);
    }
    return free;
  }
}
