// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.natives;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses what {@code ldconfig -p} prints: a line such as {@code libm.so.6 (libc6,x86-64) =>
 * /lib/…}.
 */
final class LdconfigListingParser {
  private static final Pattern LINE = Pattern.compile("\\s*(\\S+) \\(([^)]*)\\) => (/.*)");
  private static final Pattern WIDE = Pattern.compile(".*(64).*");

  private LdconfigListingParser() {}

  /** The file of each 64-bit library by its name; of two of a name the first, as when loading. */
  static Map<String, Path> parse(String listing) {
    Map<String, Path> fileOf = new HashMap<>();
    for (String line : listing.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && WIDE.matcher(matcher.group(2)).matches()) {
        fileOf.putIfAbsent(matcher.group(1), Path.of(matcher.group(3)));
      }
    }
    return fileOf;
  }
}
