// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.choose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.TrialSetting;

/**
 * Candidates from results: each that finished in an arena and is no lower bound, in the heap that
 * it was replayed in. One that is blind to the heap's capacity places blocks in its smallest heap
 * as in any other, so it is a candidate there.
 */
public final class ChoiceCandidatesFromResults {
  /** What results share that may be chosen among: all but heap, locks, budget and contender. */
  private record Case(TraceIdentity trace, TrialSetting setting) {
    static Case of(TrialResult result) {
      TrialSetting setting = result.header().trial().setting();
      return new Case(
          result.header().trial().trace(),
          setting
              .withHeap(new HeapSize.Minimum())
              .withLocks(LockSimulationSetting.NONE)
              .withBudget(TrialSetting.DEFAULT.budget()));
    }
  }

  private ChoiceCandidatesFromResults() {}

  /** What can be chosen of some results, one situation a trace and way of replaying. */
  public static List<ChoiceCandidatesByLocks> of(List<TrialResult> results) {
    Map<Case, List<TrialResult>> cases = new LinkedHashMap<>();
    for (TrialResult result : results) {
      if (canBeChosen(result)) {
        cases.computeIfAbsent(Case.of(result), _ -> new ArrayList<>()).add(result);
      }
    }
    return cases.values().stream().map(ChoiceCandidatesFromResults::situation).toList();
  }

  private static boolean canBeChosen(TrialResult result) {
    return result.summary().finished()
        && result.summary().space().isPresent()
        && !result.header().isLowerBound()
        && result.header().trial().contender().kind() == Contender.Kind.ARENA;
  }

  private static ChoiceCandidatesByLocks situation(List<TrialResult> results) {
    AllocStatsHeader first = results.getFirst().header();
    boolean timed = results.stream().allMatch(one -> one.summary().timing().isPresent());
    ChoiceCandidate.TimeUnit unit =
        timed ? ChoiceCandidate.TimeUnit.NANOS : ChoiceCandidate.TimeUnit.COST;
    return new ChoiceCandidatesByLocks(
        named(first), first.peakLive(), unit, byLocks(results, unit));
  }

  private static String named(AllocStatsHeader header) {
    TrialSetting setting = header.trial().setting();
    List<String> unusual = new ArrayList<>();
    if (setting.realloc() != TrialSetting.DEFAULT.realloc()) {
      unusual.add("realloc " + setting.realloc().label());
    }
    if (setting.rounds() != TrialSetting.DEFAULT.rounds()) {
      unusual.add(
          "%d rounds, kill percent %d, seed %d"
              .formatted(setting.rounds(), setting.killPercent(), setting.seed()));
    }
    return unusual.isEmpty()
        ? header.trace().name()
        : "%s (%s)".formatted(header.trace().name(), String.join("; ", unusual));
  }

  /** Fine locks first, since they are what is usual. */
  private static Map<String, List<ChoiceCandidate>> byLocks(
      List<TrialResult> results, ChoiceCandidate.TimeUnit unit) {
    Map<LockSimulationSetting, List<ChoiceCandidate>> moving = new LinkedHashMap<>();
    List<ChoiceCandidate> still = new ArrayList<>();
    results.stream()
        .sorted(Comparator.comparing(one -> one.header().trial().setting().locks()))
        .forEach(
            result -> {
              List<ChoiceCandidate> own =
                  moving.computeIfAbsent(
                      result.header().trial().setting().locks(), _ -> new ArrayList<>());
              (result.header().can(Capability.RELOCATES) ? own : still)
                  .add(candidate(result, unit));
            });
    Map<String, List<ChoiceCandidate>> byLocks = new LinkedHashMap<>();
    moving.forEach(
        (locks, candidates) -> {
          candidates.addAll(still);
          byLocks.put(locks.text(), candidates);
        });
    return byLocks;
  }

  private static ChoiceCandidate candidate(TrialResult result, ChoiceCandidate.TimeUnit unit) {
    ContenderFigures figures = ContenderFigures.of(result);
    long moved = figures.bytesMoved().orElseThrow();
    return new ChoiceCandidate(
        figures.label(),
        result.header().locks(),
        heapBytes(result.header()),
        moved,
        figures.pauseBytes().orElseThrow(),
        moved == 0 ? OptionalDouble.of(0) : pauseNanos(figures),
        unit == ChoiceCandidate.TimeUnit.NANOS
            ? figures.throughputNanos().orElseThrow()
            : figures.costPerOp().orElseThrow() + figures.oomCostPerOp().orElseThrow());
  }

  /** A pause too short for the clock counts as none. */
  private static OptionalDouble pauseNanos(ContenderFigures figures) {
    if (figures.throughputNanos().isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((double) figures.longestPauseNanos().orElse(0));
  }

  private static long heapBytes(AllocStatsHeader header) {
    return header.can(Capability.CAPACITY_BLIND)
        ? header.smallestHeap().bytes().orElse(header.heapSize())
        : header.heapSize();
  }
}
