// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rmalloc.experiment.gate.time.GateTimeJudge.Measured;
import org.rmalloc.experiment.gate.time.PairedForkRunner.Side;
import org.rmalloc.trace.random.SplitMix64;

/** Verdicts on forks made up with a known spread, over seeded repetitions. */
final class GateTimeJudgeTest {
  private static final double ALPHA = 0.01;
  private static final double SPREAD = 0.01; // of a fork, about that of Java on a busy machine
  private static final int GATES = 1_000;

  /** By p alone, whatever the estimate, over three trials together. */
  @Test
  void equalBuildsRaiseNoMoreAlarmsThanPromised() throws IOException {
    int alarms = 0;
    for (int gate = 0; gate < GATES; gate++) {
      List<Double> ps = new ArrayList<>();
      for (Measured trial : measured(forks(gate, 3, 10, 1, 1, 0), 3)) {
        ps.add(
            WilcoxonSignedRank.pGreater(
                trial.pairs().stream().mapToDouble(BuildTimePair::logRatio).toArray()));
      }
      boolean[] rejected = new HolmProcedure(ALPHA, 3).rejected(ps);
      alarms += rejected[0] || rejected[1] || rejected[2] ? 1 : 0;
    }
    assertTrue(alarms <= 15, alarms + " alarms of " + GATES);
  }

  @Test
  void aBuildSlowerByFivePercentIsFound() throws IOException {
    int found = 0;
    for (int gate = 0; gate < 20; gate++) {
      found += gate(gate, 1, 10, 1, 1.05, 0).has(GateTimeVerdict.Kind.WORSE) ? 1 : 0;
    }
    assertTrue(found >= 18, found + " of 20");
  }

  @Test
  void whatIsFasterIsBetter() throws IOException {
    assertEquals(
        GateTimeVerdict.Kind.BETTER, gate(1, 1, 10, 1, 0.9, 0).verdicts().getFirst().kind());
  }

  @Test
  void withinTheToleranceIsNotWorseWhereThatCanBeTold() throws IOException {
    GateTimeVerdict quiet = gate(1, 1, 20, 0.1, 1.01, 0).verdicts().getFirst();
    assertEquals(GateTimeVerdict.Kind.NOT_WORSE, quiet.kind());
    assertTrue(quiet.pWorse() <= ALPHA, "significant, and small: " + quiet.pWorse());
    GateTimeVerdict noisy = gate(1, 1, 10, 5, 1, 0).verdicts().getFirst();
    assertEquals(GateTimeVerdict.Kind.CANNOT_TELL, noisy.kind());
    assertTrue(noisy.detectable() > 0.02);
  }

  /** A machine that gets slower during each pair would fool pairs of one order. */
  @Test
  void theOrderOfSlotsAlternates() throws IOException {
    GateTimeReport report = gate(1, 1, 20, 0.1, 1, 0.02);
    assertEquals(GateTimeVerdict.Kind.CANNOT_TELL, report.verdicts().getFirst().kind());
    assertEquals(0, report.verdicts().getFirst().estimate(), 0.03);
    assertEquals(
        10,
        report.verdicts().getFirst().pairs().stream().filter(BuildTimePair::beforeFirst).count());
  }

  @Test
  void equalBuildsThatDifferAreRefused() {
    List<BuildTimePair> equal = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      equal.add(
          new BuildTimePair(
              new GateForkTime(10, 1), new GateForkTime(10.5 + i / 100.0, 1), i % 2 == 0));
    }
    GateTimeReport report =
        new GateTimeJudge(ALPHA, 0.02).judge(List.of(new Measured("t", equal)), equal);
    assertEquals(
        "the old build, timed against itself, differs by +5.3 % (p 0.0078)",
        report.refusal().orElseThrow());
    assertTrue(!report.has(GateTimeVerdict.Kind.WORSE), "no verdict where it is refused");
  }

  @Test
  void aMachineOnWhichMostForksWaitAndLittleIsSeenIsRefused() throws IOException {
    List<BuildTimePair> waiting = new ArrayList<>();
    SplitMix64 random = new SplitMix64(1);
    for (int i = 0; i < 10; i++) {
      waiting.add(
          new BuildTimePair(
              new GateForkTime(10 + random.below(100) / 10.0, 3),
              new GateForkTime(10 + random.below(100) / 10.0, 3),
              true));
    }
    GateTimeReport report =
        new GateTimeJudge(ALPHA, 0.02).judge(List.of(new Measured("t", waiting)), List.of());
    assertTrue(report.refusal().orElseThrow().startsWith("100 % of the processes took 1.5 times"));
  }

  private static GateTimeReport gate(
      long seed, int trials, int pairs, double spreads, double slower, double drift)
      throws IOException {
    PairedForkRunner forks = forks(seed, trials, pairs, spreads, slower, drift);
    return new GateTimeJudge(ALPHA, 0.02).judge(measured(forks, trials), forks.equalPairs());
  }

  private static List<Measured> measured(PairedForkRunner forks, int trials) {
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      measured.add(new Measured("trial " + i, forks.pairs(i)));
    }
    return measured;
  }

  private static PairedForkRunner forks(
      long seed, int trials, int pairs, double spreads, double slower, double drift)
      throws IOException {
    SplitMix64 random = new SplitMix64(seed + 1);
    int[] forksMade = new int[1];
    PairedForkRunner forks =
        new PairedForkRunner(
            trials,
            (_, side) -> {
              double factor = side == Side.AFTER ? slower : 1;
              double slot = 1 + drift * (forksMade[0]++ % PairedForkRunner.FORKS);
              return new GateForkTime(
                  10 * factor * slot * Math.exp(spreads * SPREAD * gaussian(random)), 1);
            });
    forks.run(pairs);
    return forks;
  }

  /** The sum of twelve uniform draws, less six: variance 1. */
  private static double gaussian(SplitMix64 random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.below(1 << 30) / (double) (1 << 30);
    }
    return sum;
  }
}
