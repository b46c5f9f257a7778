// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how much figures may be worse than a baseline's before the gate says so.
 *
 * @param where for which combinations
 * @param allowances by figure
 */
public record GateTolerance(CombinationFilter where, SortedMap<GateMetric, Allowance> allowances) {

  /** Copies the map. */
  public GateTolerance {
    allowances = Collections.unmodifiableSortedMap(new TreeMap<>(allowances));
  }

  /** A tolerance for every combination. */
  public static GateTolerance everywhere(Map<GateMetric, Allowance> allowances) {
    return new GateTolerance(CombinationFilter.ALL, new TreeMap<>(allowances));
  }

  /** How much worse. */
  public sealed interface Allowance {
    /** So many bytes, loads and stores, or compactions, 0 or more. */
    record Amount(long amount) implements Allowance {}

    /** So many percent of the baseline's figure, 0 or more. */
    record Percent(BigDecimal percent) implements Allowance {}
  }
}
