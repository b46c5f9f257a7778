// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.IOException;

/** A file that is no alloc-stats file, or not a whole one, or one that contradicts itself. */
public final class InvalidAllocStatsException extends IOException {
  private static final long serialVersionUID = 1;

  /** An exception whose message is {@code file:line: what was found; what was expected}. */
  InvalidAllocStatsException(String file, int line, String problem) {
    super("%s:%d: %s".formatted(file, line, problem));
  }

  /** The same, with what brought it to light. */
  InvalidAllocStatsException(String file, int line, String problem, Throwable cause) {
    super("%s:%d: %s".formatted(file, line, problem), cause);
  }
}
