// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.points;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What an alloc-stats file says of itself before its points.
 *
 * @param file where it was read
 * @param label the allocator's name
 * @param app the program's name: the ops file's, without folder and endings
 * @param trace what two files must share to be compared: the trace's SHA-256, or for the 2014 tool,
 *     which kept none, the name of the ops file
 * @param heapSize capacity of the heap in bytes, 1 or more
 * @param clock what is known of the clock that timed it
 */
public record StatsFileHeader(
    Path file, String label, String app, TraceId trace, long heapSize, Optional<Clock> clock) {

  /** Checks the heap's size. */
  public StatsFileHeader {
    Objects.requireNonNull(file);
    if (heapSize < 1) {
      throw new IllegalArgumentException(
          "%s: alloc-stats field heap_size: found %d; expected 1 or more"
              .formatted(file, heapSize));
    }
  }

  /** A trace's name without the endings that formats and compression add. */
  public static String app(String trace) {
    String app = trace.replaceFirst("(\\.(gz|zst))?$", "");
    app = app.replaceFirst("\\.(ops|lockops|lockopsfull|memtrace|hrec)$", "");
    return app.isEmpty() ? trace : app;
  }

  /** What names a trace: a digest, or only a file name. */
  public record TraceId(String opsfile, Optional<String> sha256) {}

  /**
   * A clock's own cost and grain, in nanoseconds.
   *
   * @param overheadNanos to be taken off every time, 0 or more
   * @param resolutionNanos below which a time says nothing, 0 or more
   */
  public record Clock(double overheadNanos, double resolutionNanos) {}

  /** This header with another name for the allocator. */
  public StatsFileHeader named(String name) {
    return new StatsFileHeader(file, name, app, trace, heapSize, clock);
  }
}
