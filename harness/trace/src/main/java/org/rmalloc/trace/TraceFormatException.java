// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.io.IOException;

/**
 * A trace that cannot be read. Its message is one line: {@code file:line: found …; expected …},
 * with lines from 1; {@code file@0xoffset: …} in a binary file; {@code file: …} where no place in
 * the file is to blame.
 */
public final class TraceFormatException extends IOException {
  private static final long serialVersionUID = 1;

  private TraceFormatException(String where, String found, String expected) {
    super("%s: found %s; expected %s".formatted(where, found, expected));
  }

  /** A fault at a line, counted from 1. */
  public static TraceFormatException atLine(String file, long line, String found, String expected) {
    return new TraceFormatException(file + ":" + line, found, expected);
  }

  /** A fault at an offset in bytes of a binary file, after decompression. */
  public static TraceFormatException atOffset(
      String file, long offset, String found, String expected) {
    return new TraceFormatException(
        "%s@0x%s".formatted(file, Long.toHexString(offset)), found, expected);
  }

  /** A fault of the file as a whole. */
  public static TraceFormatException ofFile(String file, String found, String expected) {
    return new TraceFormatException(file, found, expected);
  }
}
