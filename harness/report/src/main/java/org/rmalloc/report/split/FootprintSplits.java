// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.TrialSetting;

/** The splits of results, each divided by the plan of the same requests. */
public final class FootprintSplits {
  /** Requests, as a plan sees them: whatever heap, locks and budget. */
  private record Requests(TraceIdentity trace, TrialSetting setting) {
    static Requests of(TrialResult result) {
      var trial = result.header().trial();
      return new Requests(
          trial.trace(),
          trial
              .setting()
              .withHeap(new HeapSize.Minimum())
              .withLocks(LockSimulationSetting.NONE)
              .withBudget(TrialSetting.DEFAULT.budget()));
    }
  }

  private FootprintSplits() {}

  /** The splits of all that finished in an arena, in the order of results. */
  public static List<FootprintSplit> of(List<TrialResult> results) {
    return of(results, Optional.empty());
  }

  /** The same where the results hold a plan, without which the split says little; else empty. */
  public static Optional<List<FootprintSplit>> dividedIn(List<TrialResult> results) {
    return results.stream().anyMatch(result -> result.header().plan().isPresent())
        ? Optional.of(of(results))
        : Optional.empty();
  }

  /**
   * The splits of all that finished in an arena, in the order of results.
   *
   * @param plan of requests for which the results hold none
   */
  public static List<FootprintSplit> of(
      List<TrialResult> results, Optional<PlannedHeightAndBound> plan) {
    Map<Requests, PlannedHeightAndBound> plans = new LinkedHashMap<>();
    results.forEach(
        result -> result.header().plan().ifPresent(known -> plans.put(Requests.of(result), known)));
    return results.stream()
        .filter(result -> !result.header().isNative())
        .flatMap(
            result ->
                FootprintSplit.of(
                    result, Optional.ofNullable(plans.get(Requests.of(result))).or(() -> plan))
                    .stream())
        .toList();
  }

  /** The parts that some split has, in the order of a bar. */
  static List<FootprintPart> parts(List<FootprintSplit> splits) {
    return Stream.of(FootprintPart.values())
        .filter(part -> splits.stream().anyMatch(split -> split.bytes(part) > 0))
        .toList();
  }

  /** Whether splits differ in something, so that each must name it. */
  static boolean differ(List<FootprintSplit> splits, Function<FootprintSplit, String> something) {
    return splits.stream().map(something).distinct().count() > 1;
  }
}
