// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.synth.BestFitAttack;
import org.rmalloc.trace.synth.FirstFitAttack;
import org.rmalloc.trace.synth.InMemorySyntheticTrace;
import org.rmalloc.trace.synth.RobsonAdversary;
import org.rmalloc.trace.synth.RobsonAdversary.Victim;
import org.rmalloc.trace.synth.SyntheticTrace;

/** Robson's worst cases do to our first fit and best fit what the theorems say. */
final class WorstCasesTest {
  private static final int LIVE = 4096;
  private static final int UNIT = 16;
  private static final int HEADER = 4; // of the default layout
  private static final int ROOTS = 12;
  private static final Map<String, String> BARE = Map.of("align", "1", "header", "0");

  /** M(1 + ½ log₂ n) − n + 1 words at least, and M Hₙ / ln 2 at most. */
  @ParameterizedTest
  @ValueSource(ints = {4, 16, 64, 256})
  void firstFitNeedsLogarithmicallyManyTimesItsLiveBytes(int largest) {
    RobsonAdversary adversary = new RobsonAdversary(Victim.FIRST_FIT, LIVE, largest, UNIT, 0);
    double ratio = (double) heapBytes("firstfit", BARE, adversary) / (UNIT * LIVE);
    double least = (double) adversary.leastHeapWords() / LIVE;
    double most = harmonic(largest) / Math.log(2);
    System.out.printf("powers of 2 to %d: %.3f M (%.3f to %.3f)%n", largest, ratio, least, most);
    assertTrue(ratio >= least && ratio <= most, ratio + " of " + least + " to " + most);
  }

  /** M Hₙ words but for 2 in 100, and M Hₙ / ln 2 at most: within 1.45 of the worst there is. */
  @ParameterizedTest
  @ValueSource(ints = {4, 16, 64, 256})
  void firstFitNeedsTheHarmonicNumberTimesItsLiveBytes(int largest) {
    FirstFitAttack attack = new FirstFitAttack(LIVE, largest, UNIT, 0);
    double ratio = (double) heapBytes("firstfit", BARE, attack) / (UNIT * LIVE);
    double least = 0.98 * harmonic(largest);
    double most = harmonic(largest) / Math.log(2);
    System.out.printf("all sizes to %d: %.3f M (%.3f to %.3f)%n", largest, ratio, least, most);
    assertTrue(ratio >= least && ratio <= most, ratio + " of " + least + " to " + most);
  }

  /** (M − 5n + 15)(n − 2) words, to the byte; first fit less than M Hₙ / ln 2 on the same trace. */
  @ParameterizedTest
  @CsvSource({"128, 8", "256, 16", "512, 32"})
  void bestFitNeedsAboutAsManyTimesItsLiveBytesAsTheLargestBlockHasWords(int live, int largest) {
    BestFitAttack attack = new BestFitAttack(live, largest, UNIT, 0);
    long best = heapBytes("bestfit", BARE, attack);
    long first = heapBytes("firstfit", BARE, attack);
    System.out.printf(
        "n = %d: best fit %.2f M, first fit %.2f M%n",
        largest, (double) best / (UNIT * live), (double) first / (UNIT * live));
    assertEquals(UNIT * (live - 5L * largest + 15) * (largest - 2), best);
    assertTrue(first <= UNIT * live * harmonic(largest) / Math.log(2), "first fit " + first);
    assertTrue(best > 2 * first, best + " is not far from " + first);
  }

  /** With headers, links and footers where they are: the attack asks for a header's bytes less. */
  @Test
  void theAttackWorksOnTheDefaultLayoutToo() {
    BestFitAttack attack = new BestFitAttack(256, 16, UNIT, HEADER);
    assertEquals(UNIT * attack.heapWords() + ROOTS, heapBytes("bestfit", Map.of(), attack));
  }

  private static double harmonic(int n) {
    double sum = 0;
    for (int k = n; k > 0; k--) {
      sum += 1.0 / k;
    }
    return sum;
  }

  private static long heapBytes(String name, Map<String, String> options, SyntheticTrace program) {
    return MinHeapSearch.find(
            Workload.of(InMemorySyntheticTrace.trace(program)),
            Allocators.onClassPath().contender(name, options),
            CompactionLimit.NONE,
            1,
            ProgressNotifier.silent())
        .bytes()
        .orElseThrow();
  }
}
