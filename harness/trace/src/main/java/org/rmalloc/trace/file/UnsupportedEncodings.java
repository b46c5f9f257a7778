// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Forms of data that are known by their first bytes and not read, so that a refusal can name them.
 */
final class UnsupportedEncodings {
  /** What is read instead. */
  static final String EXPECTED = "plain, gzip or zstd data; unpack or convert it first";

  private static final Map<String, String> BY_START = new LinkedHashMap<>();

  static {
    BY_START.put("\u00fd7zX", "xz data");
    BY_START.put("BZh", "bzip2 data");
    BY_START.put("\u0004\"M\u0018", "lz4 data");
    BY_START.put("PK\u0003\u0004", "a zip archive");
    BY_START.put("PK\u0005\u0006", "an empty zip archive");
    BY_START.put("7z\u00bc\u00af", "a 7z archive");
    BY_START.put("LZIP", "lzip data");
    BY_START.put("\u001f\u009d", "data compressed by the program 'compress' (.Z)");
    BY_START.put("Rar!", "a rar archive");
    BY_START.put("\u00ff\u00fe", "UTF-16 text");
    BY_START.put("\u00fe\u00ff", "UTF-16 text");
    BY_START.put("\u00ef\u00bb\u00bf", "text that begins with a byte order mark");
  }

  private UnsupportedEncodings() {}

  /** What data are whose first four bytes these are, if that is known. */
  static Optional<String> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return BY_START.entrySet().stream()
        .filter(entry -> text.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
