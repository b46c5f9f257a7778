// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rmalloc.replay.MeasuringVersion;

/**
 * What a gate holds results against. It holds no time, no machine and no date: it changes only when
 * figures do.
 *
 * @param measuring the version of how figures are measured; see {@link #MEASURING}
 * @param rows which requests the minima are taken over: {@code all}, or how many
 * @param trials by name, in order
 */
public record Baseline(int measuring, String rows, SortedMap<String, BaselineEntry> trials) {
  /** The value of the file's key {@code schema}. */
  public static final String SCHEMA = "rmalloc-baseline 1";

  /** The file that a gate takes where none is named, beside the experiment's. */
  public static final String DEFAULT_FILE = "rmalloc-baseline.json";

  /**
   * The version of how figures are measured. It is raised when the harness measures an unchanged
   * allocator differently: what differs is then no regression.
   */
  public static final int MEASURING = MeasuringVersion.CURRENT;

  /** Copies the map. */
  public Baseline {
    trials = Collections.unmodifiableSortedMap(new TreeMap<>(trials));
  }

  /** Of trials that this version measured. */
  public static Baseline of(String rows, List<BaselineEntry> trials) {
    SortedMap<String, BaselineEntry> byName = new TreeMap<>();
    trials.forEach(trial -> byName.put(trial.name(), trial));
    return new Baseline(MEASURING, rows, byName);
  }

  /** A trial. */
  public Optional<BaselineEntry> trial(String name) {
    return Optional.ofNullable(trials.get(name));
  }

  /**
   * A baseline and where its figures stand.
   *
   * @param lines by trial and then by key, from 1
   */
  public record Located(Baseline baseline, Map<String, Map<String, Integer>> lines) {
    /** Copies the map. */
    public Located {
      lines = Map.copyOf(lines);
    }

    /** The line of a key of a trial; 1 where there is none. */
    public int line(String trial, String key) {
      return lines.getOrDefault(trial, Map.of()).getOrDefault(key, 1);
    }
  }
}
