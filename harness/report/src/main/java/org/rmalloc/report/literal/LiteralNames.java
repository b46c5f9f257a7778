package org.rmalloc.report.literal;

import java.nio.file.Path;

/** The names that the published tables use, from what the 2014 tool left in files and names. */
final class LiteralNames {
  private static final String RELOCATING = "rmmalloc";

  private LiteralNames() {}

  /**
   * The allocator's name. The three variants of the relocating allocator all call themselves {@code
   * rmmalloc}: their files' names tell them apart.
   */
  static String driver(String driver, Path file) {
    if (!driver.equals(RELOCATING)) {
      return driver;
    }
    String name = String.valueOf(file.getFileName());
    if (name.contains("rmalloc_compacting_maxmem")) {
      return RELOCATING + "-c-m";
    }
    return name.contains("rmalloc_compacting") ? RELOCATING + "-c" : RELOCATING;
  }

  /** The program's name: {@code soffice} of {@code ../memtrace/soffice/soffice-lockopsfull}. */
  static String app(String opsfile) {
    String name = opsfile.substring(opsfile.lastIndexOf('/') + 1);
    String app = name.replaceFirst("-(lockops(full)?|ops)$", "");
    return app.isEmpty() ? name : app;
  }
}
