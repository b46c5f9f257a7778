// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.experiment.gate.RegressingRequest.Role;
import org.rmalloc.experiment.gate.StepByStep.Step;
import org.rmalloc.trace.UsageException;

/**
 * Changes planted in a toy allocator are caught, at the request at which an independent replay sees
 * the figure worse for the first time; harmless ones pass.
 */
final class GateTest {
  private static final Map<String, ToLongFunction<Step>> FIGURES =
      new TreeMap<>(
          Map.of(
              "footprint", Step::footprint,
              "overhead", Step::overhead,
              "internal", Step::internal,
              "cost", Step::cost));

  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void baselineOfTheToyAsItIs() throws IOException {
    sandbox = new Sandbox(folder);
    sandbox.update("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skipped coalesce",
        "last fit",
        "one more load",
        "larger header",
        "one step of 8 bytes",
        "slower search",
        "never splits little"
      })
  void aPlantedChangeIsCaughtAtItsRequest(String plant) throws IOException {
    GateReport report = sandbox.judge(plant, "none");
    assertEquals(GateReport.Outcome.WORSE, report.outcome());
    GateTrialVerdict trial = report.trials().getFirst();
    long heap = 4 * peakLive();
    StepByStep before = sandbox.steps("none", heap);
    StepByStep after = sandbox.steps(plant, heap);
    FIGURES.forEach((key, figure) -> agrees(trial, key, figure, before, after));
    assertEquals(
        StepByStep.placementsPart(before, after),
        trial.placementsPart().map(RegressingRequest::request).orElse(-1L),
        "placements part");
  }

  private static void agrees(
      GateTrialVerdict trial,
      String key,
      ToLongFunction<Step> figure,
      StepByStep before,
      StepByStep after) {
    JudgedMetricChange change =
        trial.changes().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
    assertEquals(figure.applyAsLong(before.last()), change.before().orElseThrow(), key);
    assertEquals(figure.applyAsLong(after.last()), change.after().orElseThrow(), key);
    assertEquals(
        figure.applyAsLong(after.last()) > figure.applyAsLong(before.last()),
        change.isWorse(),
        key);
    if (change.isWorse()) {
      RegressingRequest first = trial.places(key).getFirst();
      assertEquals(Role.FIRST_WORSE, first.role());
      assertTrue(first.isExact());
      assertEquals(StepByStep.firstWorse(before, after, figure), first.request(), key);
    }
  }

  /** Without the old build the trail names the request, or an interval that holds it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "last fit",
        "one more load",
        "larger header",
        "one step of 8 bytes",
        "skipped coalesce"
      })
  void theTrailNamesTheRequestOrItsInterval(String plant) throws IOException {
    GateTrialVerdict trial = sandbox.judge(plant).trials().getFirst();
    long heap = 4 * peakLive();
    StepByStep before = sandbox.steps("none", heap);
    StepByStep after = sandbox.steps(plant, heap);
    for (String key : List.of("footprint", "cost")) {
      if (trial.worse().stream().anyMatch(one -> one.key().equals(key))) {
        RegressingRequest first = trial.places(key).getFirst();
        long exact = StepByStep.firstWorse(before, after, FIGURES.get(key));
        assertTrue(exact <= first.request(), key + " was worse at " + exact + ": " + first);
        assertEquals(
            first.after().orElseThrow(),
            FIGURES.get(key).applyAsLong(after.step(first.request())),
            key);
        if (key.equals("footprint")) { // a cost may have been worse for a while before
          assertTrue(first.from() <= exact, key + " was worse at " + exact + ": " + first);
        }
      }
    }
    assertFalse(trial.worse().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "renamed", "cheaper", "takes longer"})
  void whatIsNotWorsePasses(String plant) throws IOException {
    GateReport report = sandbox.judge(plant, "none");
    assertEquals(GateReport.Outcome.PASSED, report.outcome());
    assertEquals(plant.equals("cheaper") ? 1 : 0, report.count(JudgedMetricChange.Kind.BETTER));
  }

  @Test
  void aSmallerHeapThatNoLongerSufficesIsNamed() throws IOException {
    GateTrialVerdict trial = sandbox.judge("larger header").trials().getFirst();
    RegressingRequest stop = trial.places("min_heap").getFirst();
    assertEquals(Role.STOPS, stop.role());
    assertTrue(stop.after().orElseThrow() > stop.before().orElseThrow());
  }

  @Test
  void aToleranceIsKept() throws IOException {
    sandbox.experiment("tolerance: {cost: 100000, min_heap: 50%, min_heap_lucky: 50%}\n");
    GateReport report = sandbox.judge("one more load", "none");
    assertEquals(GateReport.Outcome.PASSED, report.outcome());
    assertEquals(1, report.count(JudgedMetricChange.Kind.ALLOWED));
    sandbox.experiment("tolerance: [{cost: 100000}, {contender: toy, cost: 1}]\n");
    assertEquals(GateReport.Outcome.WORSE, sandbox.judge("one more load").outcome());
  }

  @Test
  void aNewTrialPassesAndAnUpdateAddsIt() throws IOException {
    sandbox.experiment("seeds: [1]\nlocks: [fine, none]\n");
    GateReport report = sandbox.judge("none");
    assertEquals(GateReport.Outcome.PASSED, report.outcome());
    assertEquals(1, report.newTrials());
    assertEquals(
        "new    toy · program · 4x · locks none\n%s: 2 trials, 1 changed, new or gone\n"
            .formatted(sandbox.baseline()),
        sandbox.update("none"));
    assertEquals(0, sandbox.judge("none").newTrials());
  }

  @Test
  void aTrialThatIsGoneIsNoRegression() throws IOException {
    sandbox.experiment("locks: [none]\n");
    assertEquals(
        sandbox.baseline()
            + ":7: found trial 'toy · program · 4x', which the experiment lacks; the baseline is"
            + " of something else: if that is intended, write it anew with --update",
        refusal());
  }

  @Test
  void anotherTraceIsNoRegression() throws IOException {
    Files.writeString(sandbox.trace(), Files.readString(sandbox.trace()) + "9999 N 0 8\n");
    String refusal = refusal();
    assertTrue(
        refusal.startsWith(
            sandbox.baseline() + ":8: trial 'toy · program · 4x' is of another trace: SHA-256 "),
        refusal);
  }

  @Test
  void anotherVersionOfMeasuringIsNoRegression() throws IOException {
    String baseline = Files.readString(sandbox.baseline());
    Files.writeString(
        sandbox.baseline(), baseline.replace("\"measuring\": 1", "\"measuring\": 999"));
    assertTrue(refusal().contains("found figures of measuring version 999"), refusal());
  }

  @Test
  void anUpdateSaysWhatChanges() throws IOException {
    String said = sandbox.update("one step of 8 bytes");
    assertTrue(said.contains("worse  toy · program · 4x   footprint "), said);
    assertEquals(Set.of(), worseKeys(sandbox.judge("one step of 8 bytes")));
  }

  @Test
  void anUpdateReplacesWhatIsNoBaseline() throws IOException {
    String good = Files.readString(sandbox.baseline());
    Files.writeString(sandbox.baseline(), "<<<<<<< ours\n" + good);
    assertTrue(refusal().startsWith(sandbox.baseline() + ":1:1: found a conflict marker"));
    assertTrue(sandbox.update("none").startsWith("replaced a file that was no baseline: "));
    assertEquals(good, Files.readString(sandbox.baseline()));
  }

  @Test
  void anotherOldBuildThanTheBaselinesIsNoted() throws IOException {
    List<String> notes =
        sandbox.judge("larger header", "one more load").trials().getFirst().notes();
    assertEquals(1, notes.size());
    assertTrue(
        notes
            .getFirst()
            .endsWith(
                "this old build's figures are not the baseline's; give --against the build that the"
                    + " baseline was made of"));
  }

  private static Set<String> worseKeys(GateReport report) {
    return Set.copyOf(
        report.trials().stream()
            .flatMap(one -> one.worse().stream())
            .map(JudgedMetricChange::key)
            .toList());
  }

  private String refusal() {
    return assertThrows(UsageException.class, () -> sandbox.judge("none")).getMessage();
  }

  private long peakLive() throws IOException {
    return sandbox.peakLive();
  }
}
