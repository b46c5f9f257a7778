// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units as others write them, such as {@code 64KB}. */
final class UnitSpellingCorrection {
  private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z%]*)");
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("", "x"), // 1.5, where a factor is wanted
          Map.entry("x", "x"),
          Map.entry("b", ""),
          Map.entry("%", ""),
          Map.entry("k", "KiB"),
          Map.entry("kb", "KiB"),
          Map.entry("kib", "KiB"),
          Map.entry("m", "MiB"),
          Map.entry("mb", "MiB"),
          Map.entry("mib", "MiB"),
          Map.entry("g", "GiB"),
          Map.entry("gb", "GiB"),
          Map.entry("gib", "GiB"));

  private UnitSpellingCorrection() {}

  /** The number with the unit that was probably meant; empty where none comes to mind. */
  static Optional<String> corrected(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches()
        ? Optional.ofNullable(UNITS.get(number.group(2).toLowerCase(Locale.ROOT)))
            .map(unit -> number.group(1) + unit)
        : Optional.empty();
  }
}
