// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

import java.io.IOException;

/** An alloc-stats file that cannot be used; the message is one line that says where and why. */
public final class StatsFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * A fault at a place in a file.
   *
   * @param line from 1
   */
  public StatsFormatException(String file, long line, String found, String expected) {
    super("%s:%d: %s; %s expected".formatted(file, line, found, expected));
  }

  /** A file that starts with a byte that no text starts with. */
  public static StatsFormatException binary(String file, int first) {
    return new StatsFormatException(
        file + "@0x0", "byte 0x%02x; alloc-stats expected, which are text".formatted(first));
  }

  /** A fault that no one line of the file shows. */
  public StatsFormatException(String file, String problem) {
    super(file + ": " + problem);
  }
}
