// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.store;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.replay.trial.Trial;

/**
 * A combination as a store knows it: its fields as texts, and the file of its result.
 *
 * @param traceSha256 of the trace's uncompressed bytes
 * @param kind of the contender
 * @param options the value of every option of the contender, by name
 * @param key of the trial
 * @param file name of the result's file
 */
public record ExperimentTrialRow(
    String trace,
    String traceSha256,
    String contender,
    String allocator,
    String kind,
    SortedMap<String, String> options,
    String heap,
    String locks,
    String realloc,
    String rounds,
    String killPercent,
    String seed,
    String budget,
    String key,
    String file) {

  /** Copies the map. */
  public ExperimentTrialRow {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** Of a combination whose result is in that file. */
  public static ExperimentTrialRow of(TrialCombination combination, Trial trial, String file) {
    return new ExperimentTrialRow(
        CombinationField.TRACE.of(combination),
        trial.trace().sha256(),
        CombinationField.CONTENDER.of(combination),
        CombinationField.ALLOCATOR.of(combination),
        trial.contender().kind().text(),
        new TreeMap<>(trial.contender().options()),
        CombinationField.HEAP.of(combination),
        CombinationField.LOCKS.of(combination),
        CombinationField.REALLOC.of(combination),
        CombinationField.ROUNDS.of(combination),
        CombinationField.KILL_PERCENT.of(combination),
        CombinationField.SEED.of(combination),
        CombinationField.BUDGET.of(combination),
        ResultStore.keyOf(file),
        file);
  }

  /** A field's text. */
  public String text(CombinationField field) {
    return switch (field) {
      case TRACE -> trace;
      case CONTENDER -> contender;
      case ALLOCATOR -> allocator;
      case HEAP -> heap;
      case LOCKS -> locks;
      case REALLOC -> realloc;
      case ROUNDS -> rounds;
      case KILL_PERCENT -> killPercent;
      case SEED -> seed;
      case BUDGET -> budget;
    };
  }

  /** The options as one text, {@code name=value}, in order of names, a blank between two. */
  public String optionsText() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> option : options.entrySet()) {
      text.append(text.isEmpty() ? "" : " ").append(option.getKey()).append('=');
      text.append(option.getValue());
    }
    return text.toString();
  }
}
