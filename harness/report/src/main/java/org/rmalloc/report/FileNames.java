package org.rmalloc.report;

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
}
