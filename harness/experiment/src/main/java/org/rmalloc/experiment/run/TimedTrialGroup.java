// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.trial.TrialSetting;

/**
 * Trials that are timed together, on one machine, their forks taking turns: those of one prepared
 * trace in one setting, each of another contender.
 *
 * @param measures what to measure of each
 * @param trials one or more
 */
public record TimedTrialGroup(
    TracePreparationKey preparation, MeasurementSettings measures, List<PlannedTrial> trials) {

  /** Copies the list. */
  public TimedTrialGroup {
    trials = List.copyOf(trials);
  }

  private record Key(
      TracePreparationKey preparation, TrialSetting setting, MeasurementSettings measures) {}

  /** The groups of those families that are timed, in order. */
  public static List<TimedTrialGroup> of(List<TrialsAcrossHeapSizes> families) {
    Map<Key, List<PlannedTrial>> together = new LinkedHashMap<>();
    for (TrialsAcrossHeapSizes family : families) {
      if (family.measures().timed()) {
        for (PlannedTrial trial : family.trials()) {
          together
              .computeIfAbsent(
                  new Key(family.preparation(), trial.combination().setting(), family.measures()),
                  _ -> new ArrayList<>())
              .add(trial);
        }
      }
    }
    return together.entrySet().stream()
        .map(
            group ->
                new TimedTrialGroup(
                    group.getKey().preparation(), group.getKey().measures(), group.getValue()))
        .toList();
  }
}
