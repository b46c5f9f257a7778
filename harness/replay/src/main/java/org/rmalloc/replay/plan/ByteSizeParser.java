// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers of bytes as users type them: {@code 270416}, {@code 64KiB}, {@code 1GiB}. */
public final class ByteSizeParser {
  private static final Pattern BYTES = Pattern.compile("(\\d{1,18})(|KiB|MiB|GiB)");
  private static final Map<String, Integer> SHIFTS = Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30);

  private ByteSizeParser() {}

  /** The bytes; none when the text is no number of them, or one of 2⁶² or more. */
  public static Optional<Long> parse(String text) {
    Matcher bytes = BYTES.matcher(text);
    if (!bytes.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(bytes.group(1));
    int shift = SHIFTS.get(bytes.group(2));
    return number < 1L << (62 - shift) ? Optional.of(number << shift) : Optional.empty();
  }
}
