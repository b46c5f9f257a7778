// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.report.sound.ComparisonScores;
import org.rmalloc.report.table.Table;

/**
 * Results put together by trace, whatever their heaps: a comparison groups them by heap size, and
 * {@code --heap min} gives every contender another one.
 */
public final class ResultsByTrace {
  /** What results share that are of one trace, replayed alike. */
  private record Replayed(TraceIdentity trace, TrialSetting setting) {
    static Replayed of(TrialResult result) {
      var trial = result.header().trial();
      return new Replayed(trial.trace(), trial.setting().withHeap(new HeapSize.Minimum()));
    }
  }

  private final Map<Replayed, List<TrialResult>> byTrace = new LinkedHashMap<>();
  private final Map<Replayed, Integer> first = new LinkedHashMap<>();

  private ResultsByTrace() {}

  /** The results of some groups; files of the 2014 tool hold none. */
  public static ResultsByTrace of(List<ComparisonScores> scores) {
    ResultsByTrace runs = new ResultsByTrace();
    for (int group = 0; group < scores.size(); group++) {
      for (TrialResult result : results(scores.get(group))) {
        Replayed key = Replayed.of(result);
        runs.byTrace.computeIfAbsent(key, _ -> new ArrayList<>()).add(result);
        runs.first.putIfAbsent(key, group);
      }
    }
    return runs;
  }

  /** The results of each trace whose first result is in a group; of other traces there are none. */
  public List<TrialResult> firstOf(int group) {
    return byTrace.entrySet().stream()
        .filter(run -> first.get(run.getKey()) == group)
        .flatMap(run -> run.getValue().stream())
        .toList();
  }

  /** The same as tables, one for each way of replaying and heap asked for. */
  public List<Table> tablesFirstOf(int group) {
    Map<TrialSetting, List<TrialResult>> bySetting = new LinkedHashMap<>();
    for (TrialResult result : firstOf(group)) {
      bySetting
          .computeIfAbsent(result.header().trial().setting(), _ -> new ArrayList<>())
          .add(result);
    }
    return bySetting.values().stream().map(RunTable::of).toList();
  }

  /** All results that some groups hold. */
  public static List<TrialResult> results(List<ComparisonScores> scores) {
    return scores.stream().flatMap(score -> results(score).stream()).toList();
  }

  private static List<TrialResult> results(ComparisonScores score) {
    return score.contenders().stream().flatMap(contender -> contender.result().stream()).toList();
  }
}
