// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.List;
import org.rmalloc.trace.ClosestWord;
import org.rmalloc.trace.UsageException;

/** A name that no contender has: neither an allocator, nor a malloc library, nor a planner. */
public final class UnknownAllocatorException extends UsageException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient List<String> known;

  /** A name that is none of those known. */
  public UnknownAllocatorException(String name, List<String> known) {
    super(
        "unknown allocator '%s'; expected one of %s%s"
            .formatted(
                name,
                String.join(", ", known),
                ClosestWord.closest(name, known)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("")));
    this.name = name;
    this.known = List.copyOf(known);
  }

  /** The name that was asked for. */
  public String name() {
    return name;
  }

  /** The names that could have been. */
  public List<String> known() {
    return known;
  }
}
