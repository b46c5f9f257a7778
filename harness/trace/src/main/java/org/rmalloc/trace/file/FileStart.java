// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first bytes of a file, by which its format is known.
 *
 * @param text those bytes, one character each
 */
public record FileStart(String text) {
  /** As many bytes as are looked at. */
  public static final int LENGTH = 1 << 16;

  /** The start that {@code bytes} are. */
  public static FileStart of(byte[] bytes) {
    return new FileStart(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The first line, without its line feed. */
  public String firstLine() {
    return text.lines().findFirst().orElse("");
  }

  /** Up to {@code count} first lines. */
  public List<String> lines(int count) {
    return text.lines().limit(count).toList();
  }

  /** Whether a pattern is found anywhere; {@code ^} and {@code $} are those of a line. */
  public boolean has(Pattern multiline) {
    return multiline.matcher(text).find();
  }
}
