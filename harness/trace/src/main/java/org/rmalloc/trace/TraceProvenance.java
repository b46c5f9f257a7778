// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a trace came from and what was done to it: enough for a result to say how it was made.
 *
 * @param name the file's name without its folder, or what else was read
 * @param sha256 of the file's uncompressed bytes, in lower-case hexadecimal, so that a trace and
 *     its compressed copy are known as one; empty for a trace that was never in a file
 * @param notes what the file says of itself, such as the recorded command, one {@code key=value}
 *     each
 * @param steps what was done since it was recorded, in order, such as {@code locks=fine}
 */
public record TraceProvenance(String name, String sha256, List<String> notes, List<String> steps) {

  /** Copies the lists. */
  public TraceProvenance {
    notes = List.copyOf(notes);
    steps = List.copyOf(steps);
  }

  /** Of a trace made in memory. */
  public static TraceProvenance made(String name) {
    return new TraceProvenance(name, "", List.of(), List.of());
  }

  /** This provenance with one more step. */
  public TraceProvenance with(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new TraceProvenance(name, sha256, notes, longer);
  }
}
