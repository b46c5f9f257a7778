// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.trace.UsageException;

/** Bytes that may be moved while one request waits: a number with or without a unit, or none. */
final class CompactionLimitParser {
  private static final Pattern BYTES = Pattern.compile("(\\d{1,15})(|B|KiB|MiB|GiB)");
  private static final Map<String, Integer> SHIFTS =
      Map.of("", 0, "B", 0, "KiB", 10, "MiB", 20, "GiB", 30);

  private CompactionLimitParser() {}

  /**
   * Reads one.
   *
   * @throws UsageException when it is none
   */
  static CompactionLimit parse(String text) {
    if (text.equals("none")) {
      return CompactionLimit.NONE;
    }
    Matcher bytes = BYTES.matcher(text);
    if (!bytes.matches()) {
      throw new UsageException(text);
    }
    return new CompactionLimit(
        Math.multiplyExact(Long.parseLong(bytes.group(1)), 1L << SHIFTS.get(bytes.group(2))));
  }
}
