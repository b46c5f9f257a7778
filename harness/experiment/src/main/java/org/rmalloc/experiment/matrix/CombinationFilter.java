// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Some combinations: those whose every field named here fits one of its patterns. Without fields,
 * all.
 */
public record CombinationFilter(Map<CombinationField, List<WildcardPattern>> patterns) {
  /** Every combination. */
  public static final CombinationFilter ALL = new CombinationFilter(Map.of());

  /** Copies the map. */
  public CombinationFilter {
    Map<CombinationField, List<WildcardPattern>> copy = new EnumMap<>(CombinationField.class);
    patterns.forEach((field, globs) -> copy.put(field, List.copyOf(globs)));
    patterns = Collections.unmodifiableMap(copy);
  }

  /** Whether a combination is one of them. */
  public boolean matches(TrialCombination combination) {
    return patterns.entrySet().stream()
        .allMatch(
            entry -> {
              String value = entry.getKey().of(combination);
              return entry.getValue().stream().anyMatch(glob -> glob.matches(value));
            });
  }
}
