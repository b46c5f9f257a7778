// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.nio.charset.StandardCharsets;

/** Names that are not longer than file systems allow. */
public final class FileNameShortener {
  /** Bytes of a name, by most file systems of Linux. */
  public static final int MAX_BYTES = 255;

  private FileNameShortener() {}

  /** The bytes of a name. */
  public static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A name of two parts, of which the first is cut where both together are too long. */
  public static String shortened(String start, String end) {
    return cut(start, MAX_BYTES - bytes(end)) + end;
  }

  /** As much of a name as takes no more bytes than that. */
  public static String cut(String name, int maxBytes) {
    String kept = name;
    while (bytes(kept) > maxBytes) {
      kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
    }
    return kept;
  }
}
