// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rmalloc.replay.result.PlanBound;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockChoice;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.trial.TraceIdentity;

/** The splits of results, each divided by the plan of the same requests. */
public final class Splits {
  /** Requests, as a plan sees them: whatever heap, locks and budget. */
  private record Requests(TraceIdentity trace, Setting setting) {
    static Requests of(Result result) {
      var trial = result.header().trial();
      return new Requests(
          trial.trace(),
          trial
              .setting()
              .withHeap(new HeapSize.Minimum())
              .withLocks(LockChoice.NONE)
              .withBudget(Setting.DEFAULT.budget()));
    }
  }

  private Splits() {}

  /** The splits of all that finished in an arena, in the order of results. */
  public static List<Split> of(List<Result> results) {
    return of(results, Optional.empty());
  }

  /** The same where the results hold a plan, without which the split says little; else empty. */
  public static Optional<List<Split>> dividedIn(List<Result> results) {
    return results.stream().anyMatch(result -> result.header().plan().isPresent())
        ? Optional.of(of(results))
        : Optional.empty();
  }

  /**
   * The splits of all that finished in an arena, in the order of results.
   *
   * @param plan of requests for which the results hold none
   */
  public static List<Split> of(List<Result> results, Optional<PlanBound> plan) {
    Map<Requests, PlanBound> plans = new LinkedHashMap<>();
    results.forEach(
        result -> result.header().plan().ifPresent(known -> plans.put(Requests.of(result), known)));
    return results.stream()
        .filter(result -> !result.header().isNative())
        .flatMap(
            result ->
                Split.of(result, Optional.ofNullable(plans.get(Requests.of(result))).or(() -> plan))
                    .stream())
        .toList();
  }

  /** The parts that some split has, in the order of a bar. */
  static List<Part> parts(List<Split> splits) {
    return Stream.of(Part.values())
        .filter(part -> splits.stream().anyMatch(split -> split.bytes(part) > 0))
        .toList();
  }

  /** Whether splits differ in something, so that each must name it. */
  static boolean differ(List<Split> splits, Function<Split, String> something) {
    return splits.stream().map(something).distinct().count() > 1;
  }
}
