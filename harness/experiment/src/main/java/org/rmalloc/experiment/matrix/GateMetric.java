// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The deterministic figures of a trial that a gate may allow to be worse, and their units. */
public enum GateMetric {
  /** The smallest heap from which every larger one tried finishes. */
  MIN_HEAP(Unit.BYTES),
  /** The smallest heap that finishes at all. */
  MIN_HEAP_LUCKY(Unit.BYTES),
  /** The peak. */
  FOOTPRINT(Unit.BYTES),
  /** At the peak of the footprint. */
  OVERHEAD(Unit.BYTES),
  /** The peak. */
  INTERNAL(Unit.BYTES),
  /** The minimum over the data points. */
  LARGEST_FREE_MINIMUM(Unit.BYTES),
  /** The minimum over the data points. */
  MAXMEM_MINIMUM(Unit.BYTES),
  /** Loads and stores of all requests. */
  COST(Unit.COUNT),
  /** Loads and stores of all locks and unlocks. */
  LOCK_COST(Unit.COUNT),
  /** Loads and stores of out-of-memory handling. */
  OOM_COST(Unit.COUNT),
  /** How often out-of-memory handling moved a block. */
  COMPACTIONS(Unit.COUNT),
  /** In all compactions. */
  BYTES_MOVED(Unit.BYTES),
  /** The maximum of bytes moved while one request waited. */
  PAUSE_BYTES(Unit.BYTES);

  /** What a figure counts. */
  public enum Unit {
    /** Bytes. */
    BYTES,
    /** Accesses, or events. */
    COUNT
  }

  private final Unit unit;

  GateMetric(Unit unit) {
    this.unit = unit;
  }

  /** What it counts. */
  public Unit unit() {
    return unit;
  }

  /** As files call it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The figure of that key. */
  public static Optional<GateMetric> ofKey(String key) {
    return Arrays.stream(values()).filter(figure -> figure.key().equals(key)).findFirst();
  }

  /** Every key. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(GateMetric::key).toList();
  }
}
