// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.UsageException;

/**
 * The trials of one trace in one setting.
 *
 * @param combinations one for each contender, of different labels
 */
record TrialsAcrossContenders(
    TraceSource trace, TrialSetting setting, List<TrialCombination> combinations) {

  /**
   * The groups of an experiment. Combinations that share a name share a trial, and are one.
   *
   * @throws UsageException when a contender has no deterministic figures
   */
  static List<TrialsAcrossContenders> of(Experiment experiment) {
    Map<String, TrialCombination> byName = new LinkedHashMap<>();
    for (TrialCombination one : experiment.combinations()) {
      byName.putIfAbsent(GateTrialNames.of(one), one);
    }
    Map<List<Object>, TrialsAcrossContenders> groups = new LinkedHashMap<>();
    for (TrialCombination one : byName.values()) {
      groups
          .computeIfAbsent(
              List.of(one.trace().name(), one.setting()),
              _ -> new TrialsAcrossContenders(one.trace(), one.setting(), new ArrayList<>()))
          .combinations
          .add(one);
    }
    return List.copyOf(groups.values());
  }

  /** The contenders, in the order of the combinations. */
  List<JavaAllocatorContender> contenders() {
    return combinations.stream().map(one -> arena(one.contender())).toList();
  }

  /** The trace as its setting wants it. */
  PreparedTrace prepared() throws IOException {
    return PreparedTrace.read(trace, trace.readOptions(), setting);
  }

  static JavaAllocatorContender arena(Contender contender) {
    if (contender instanceof JavaAllocatorContender arena && !arena.isNoop()) {
      return arena;
    }
    throw new UsageException(
        "contender '%s': has no deterministic figures for a gate to judge; leave it out"
            .formatted(contender.label()));
  }
}
