// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.replay.trial.Trial;

/**
 * A combination with its trial.
 *
 * @param file name of the result's file in a store
 */
public record PlannedTrial(TrialCombination combination, Trial trial, String file) {

  /** What it is called in messages. */
  public String label() {
    return "%s, %s, heap %s"
        .formatted(
            combination.trace().name(),
            combination.contender().label(),
            combination.setting().heap().text());
  }

  TracePreparationKey preparation() {
    return TracePreparationKey.of(combination.trace(), combination.setting());
  }
}
