// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.experiment.baseline.BaselineEntry;

/**
 * What a gate says of a trial.
 *
 * @param before as the baseline has it; empty of a trial that is new
 * @param after as this build has it
 * @param changes every figure judged, in the order of the baseline's lines
 * @param places by key of a figure that is worse
 * @param placementsPart where the builds place blocks differently; known with both builds only
 * @param notes what else there is to say
 */
public record GateTrialVerdict(
    Optional<BaselineEntry> before,
    BaselineEntry after,
    List<JudgedMetricChange> changes,
    Map<String, List<RegressingRequest>> places,
    Optional<RegressingRequest> placementsPart,
    List<String> notes) {

  /** Copies lists and map. */
  public GateTrialVerdict {
    changes = List.copyOf(changes);
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    notes = List.copyOf(notes);
  }

  /** Of a trial that the baseline does not have. */
  static GateTrialVerdict ofNew(BaselineEntry after) {
    return new GateTrialVerdict(
        Optional.empty(), after, List.of(), Map.of(), Optional.empty(), List.of());
  }

  /** The trial's name. */
  public String name() {
    return after.name();
  }

  /** Whether the baseline does not have it. */
  public boolean isNew() {
    return before.isEmpty();
  }

  /** Figures that are worse by more than is allowed. */
  public List<JudgedMetricChange> worse() {
    return changes.stream().filter(JudgedMetricChange::isWorse).toList();
  }

  /** Figures of a kind. */
  public List<JudgedMetricChange> of(JudgedMetricChange.Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).toList();
  }

  /** The places that explain a figure. */
  public List<RegressingRequest> places(String key) {
    return places.getOrDefault(key, List.of());
  }
}
