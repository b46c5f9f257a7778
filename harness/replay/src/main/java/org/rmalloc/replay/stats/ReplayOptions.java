package org.rmalloc.replay.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a replay was asked for: enough to ask for it again.
 *
 * @param heap the heap as it was asked for, such as {@code 1.5x}
 * @param dataPoints {@code all}, or how many
 * @param compactionBudget bytes that out-of-memory handling may move, or {@code unlimited}
 * @param allocator the value of each of the allocator's options, by name
 */
public record ReplayOptions(
    String heap, String dataPoints, String compactionBudget, Map<String, String> allocator) {

  /** Copies the map, keeping its order. */
  public ReplayOptions {
    allocator = Collections.unmodifiableMap(new LinkedHashMap<>(allocator));
  }
}
