// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.literal;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that the published tables use, from what the 2014 tool left in files and names. */
final class PublishedNames2014 {
  private static final String RELOCATING = "rmmalloc";
  private static final Pattern VARIANT = Pattern.compile("rmalloc([_-]compacting([_-]maxmem)?)?");

  private PublishedNames2014() {}

  /**
   * The allocator's name. The three variants of the relocating allocator all call themselves {@code
   * rmmalloc}, or a name edited from it: their files' names tell them apart.
   */
  static String label(String label, Path file) {
    Matcher variant = VARIANT.matcher(String.valueOf(file.getFileName()));
    if (!label.startsWith(RELOCATING) || !variant.find()) {
      return label;
    }
    if (variant.group(1) == null) {
      return RELOCATING;
    }
    return RELOCATING + (variant.group(2) == null ? "-c" : "-c-m");
  }

  /** The program's name: {@code soffice} of {@code ../memtrace/soffice/soffice-lockopsfull}. */
  static String app(String opsfile) {
    String name = opsfile.substring(opsfile.lastIndexOf('/') + 1);
    String app = name.replaceFirst("-(lockops(full)?|ops)$", "");
    return app.isEmpty() ? name : app;
  }
}
