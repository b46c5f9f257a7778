// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.nio.file.Path;
import java.util.Map;

/**
 * What was measured of a process that does nothing but ask malloc for a block of each of several
 * sizes.
 *
 * @param startNanos processor time until its first instruction of its own: of the dynamic linker,
 *     and of what libraries do when they are loaded
 * @param libc the file of the C library
 * @param fileBytes resident pages of each file that is mapped: the code of its libraries
 */
public record IdleProcessFigures(long startNanos, Path libc, Map<Path, Long> fileBytes) {
  /** Copies the map. */
  public IdleProcessFigures {
    fileBytes = Map.copyOf(fileBytes);
  }
}
