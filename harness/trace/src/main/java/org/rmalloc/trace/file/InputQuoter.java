// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.nio.charset.StandardCharsets;

/** Lines and fields as messages quote them. */
public final class InputQuoter {
  private static final int MOST_QUOTED = 60;

  private InputQuoter() {}

  /** Bytes as text, one character each. */
  public static String of(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Text in quotation marks, on one line, printable, and not too long. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    int length = Math.min(text.length(), MOST_QUOTED);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      quoted.append(c >= ' ' && c <= '~' ? String.valueOf(c) : "\\x%02x".formatted((int) c));
    }
    return quoted.append(text.length() > MOST_QUOTED ? "…'" : "'").toString();
  }
}
