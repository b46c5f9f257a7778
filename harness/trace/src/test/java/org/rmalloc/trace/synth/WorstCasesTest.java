// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.synth.RobsonAdversary.Victim;

/** The worst cases and exercises do to a naive allocator what they are meant to do. */
class WorstCasesTest {
  /** Placement in a set of words, by trying address after address. */
  private static final class NaiveHeap {
    private final boolean best;
    private final BitSet taken = new BitSet();
    private int end;

    NaiveHeap(boolean best) {
      this.best = best;
    }

    int place(int words) {
      int chosen = -1;
      int least = Integer.MAX_VALUE;
      for (int from = taken.nextClearBit(0); from < end; from = taken.nextClearBit(from)) {
        int to = taken.nextSetBit(from);
        int hole = to < 0 ? Integer.MAX_VALUE : to - from; // the last one has no end
        boolean bounded = hole <= end - from;
        int size = bounded ? hole : end - from;
        if (size >= words && size < least) {
          chosen = from;
          least = best ? size : 0;
        }
        from = bounded ? to : end;
      }
      int address = chosen >= 0 ? chosen : taken.length();
      taken.set(address, address + words);
      end = Math.max(end, address + words);
      return address;
    }

    void free(int address, int words) {
      taken.clear(address, address + words);
    }
  }

  /** The words of heap that a trace needs; a resize copies to a new place. */
  private static int heapWords(Trace trace, boolean best, int unitBytes) {
    NaiveHeap heap = new NaiveHeap(best);
    int[] addresses = new int[trace.handleCount()];
    int[] words = new int[trace.handleCount()];
    for (int op = 0; op < trace.opCount(); op++) {
      int handle = trace.handles()[op];
      int oldAddress = addresses[handle];
      int oldWords = words[handle];
      if (trace.kind(op) != OpKind.FREE) {
        words[handle] = Math.toIntExact(trace.sizes()[op]) / unitBytes;
        addresses[handle] = heap.place(words[handle]);
      }
      if (trace.kind(op) != OpKind.NEW) {
        heap.free(oldAddress, oldWords);
      }
    }
    return heap.end;
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST_FIT, 256, 16",
    "FIRST_FIT, 1024, 128",
    "FIRST_FIT, 3072, 64",
    "BEST_FIT, 256, 16",
    "BEST_FIT, 1024, 128",
    "BEST_FIT, 3072, 64"
  })
  void adversaryDrivesItsVictimToRobsonsBound(Victim victim, int live, int largest) {
    RobsonAdversary adversary = new RobsonAdversary(victim, live, largest, 16, 0);
    Trace trace = InMemorySyntheticTrace.trace(adversary);
    assertEquals(16L * live, trace.facts().peakLiveBytes());
    int words = heapWords(trace, victim == Victim.BEST_FIT, 16);
    assertEquals(adversary.foreseenHeapWords(), words, "as the adversary foresees");
    assertTrue(words >= adversary.leastHeapWords(), words + " < " + adversary.leastHeapWords());
  }

  /** By hand: M(1 + log2(n)/2) - n + 1. */
  @Test
  void boundIsThatOfThePaper() {
    assertEquals(1024 * 9 / 2 - 128 + 1, at(1024, 128).leastHeapWords());
    assertEquals(5, at(5, 1).leastHeapWords());
  }

  @ParameterizedTest
  @CsvSource({"60, 12", "64, 6", "200, 16", "256, 32", "255, 9"})
  void attackDrivesBestFitToNearlyAsManyTimesItsLiveWordsAsTheLargestHas(int live, int largest) {
    BestFitAttack attack = new BestFitAttack(live, largest, 16, 0);
    Trace trace = InMemorySyntheticTrace.trace(attack);
    assertEquals(16L * live, trace.facts().peakLiveBytes());
    assertEquals(attack.heapWords(), heapWords(trace, true, 16));
    assertEquals((live - 5 * largest + 15L) * (largest - 2), attack.heapWords());
    int firstFit = heapWords(trace, false, 16);
    assertTrue(firstFit <= attack.mostOfFirstFitWords(), "first fit needs " + firstFit);
  }

  /** About M Hₙ words, and no trace drives first fit beyond M Hₙ / ln 2 (Knuth, exercise 43). */
  @ParameterizedTest
  @CsvSource({"64, 1", "100, 2", "1024, 16", "1000, 100", "2048, 64"})
  void attackDrivesFirstFitToAboutTheHarmonicNumberTimesItsLiveWords(int live, int largest) {
    FirstFitAttack attack = new FirstFitAttack(live, largest, 16, 0);
    Trace trace = InMemorySyntheticTrace.trace(attack);
    assertTrue(16L * live >= trace.facts().peakLiveBytes());
    int words = heapWords(trace, false, 16);
    double expected = live * IntStream.rangeClosed(1, largest).mapToDouble(k -> 1.0 / k).sum();
    assertTrue(words >= expected - 2 * largest, words + " of " + expected);
    assertTrue(words <= attack.mostHeapWords(), words + " > " + attack.mostHeapWords());
    assertEquals(expected / Math.log(2), attack.mostHeapWords(), 1e-6);
  }

  /** By hand, M = 6 and n = 2: every other word stays, and one block of two words after another. */
  @Test
  void smallFirstFitAttackDoesAsWorkedByHand() {
    Trace trace = InMemorySyntheticTrace.trace(new FirstFitAttack(6, 2, 8, 4));
    assertEquals(List.of(4L, 4L, 4L, 4L, 4L, 4L), sizes(trace, 0, 6));
    // words 1, 3 and 5 stay, with holes of one word: 0, 2 and 4 are freed, one pair asked for
    assertEquals(List.of(0, 2, 4), handles(trace, 6, 9));
    assertEquals(List.of(12L), sizes(trace, 9, 10));
    assertEquals(10, trace.opCount());
  }

  private static RobsonAdversary at(int live, int largest) {
    return new RobsonAdversary(Victim.FIRST_FIT, live, largest, 8, 4);
  }

  /** By hand, M = 8 and n = 4: pairs are kept every other word, then every fourth. */
  @Test
  void smallAdversaryDoesAsWorkedByHand() {
    Trace trace = InMemorySyntheticTrace.trace(at(8, 4));
    assertEquals(List.of(4L, 4L, 4L, 4L, 4L, 4L, 4L, 4L), sizes(trace, 0, 8));
    // words 0, 2, 4, 6 stay: 1, 3, 5 and 7 are freed, and two blocks of two words asked for
    assertEquals(List.of(1, 3, 5, 7), handles(trace, 8, 12));
    assertEquals(List.of(12L, 12L), sizes(trace, 12, 14));
    // they lie at 7 and 9; on 0, 4, 8 lie the words 0 and 4 and the first of them
    assertEquals(List.of(2, 6, 9), handles(trace, 14, 17));
    assertEquals(List.of(28L), sizes(trace, 17, 18));
    assertEquals(18, trace.opCount());
  }

  private static List<Long> sizes(Trace trace, int from, int to) {
    return Arrays.stream(trace.sizes(), from, to).boxed().toList();
  }

  private static List<Integer> handles(Trace trace, int from, int to) {
    return Arrays.stream(trace.handles(), from, to).boxed().toList();
  }

  @Test
  void coalescingNeedsTwoBlocksMemoryWhereHolesAreJoined() {
    Trace trace = InMemorySyntheticTrace.trace(new MallocLabProgram.Coalescing(4095, 100));
    assertEquals(600, trace.opCount());
    assertEquals(2 * 4095, heapWords(trace, false, 1));
    assertEquals(2 * 4095, trace.facts().peakLiveBytes());
  }

  /** All pairs, and as much again but for the last large block, at the end: no hole is used. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void binarySizesLeaveHolesThatNothingFits(boolean best) {
    Trace trace = InMemorySyntheticTrace.trace(new MallocLabProgram.BinarySizes(64, 448, 200));
    assertEquals(2 * 200 * 512 - 448, heapWords(trace, best, 1));
    assertEquals(200 * 64 + 200 * 512, trace.facts().peakLiveBytes());
  }

  @Test
  void reallocGrowthNeedsTwiceItsPeakWhereBlocksAreCopied() {
    Trace trace =
        InMemorySyntheticTrace.trace(new MallocLabProgram.ReallocGrowth(4092, 5, 1000, 16));
    int used = heapWords(trace, false, 1);
    long peak = trace.facts().peakLiveBytes();
    assertEquals(4092 + 5000 + 2 * 16, peak);
    assertTrue(used > 1.9 * peak, used + " of " + peak);
  }

  @Test
  void survivorsOfSmallSizesFragmentThePhasesOfLargeOnes() {
    SizeDistribution law = SizeDistribution.parse("uniform(8..64)");
    Trace clean = InMemorySyntheticTrace.trace(new PhasedProgram(8, 200_000, 0, 4, 8, law, 1));
    Trace strewn = InMemorySyntheticTrace.trace(new PhasedProgram(8, 200_000, 2, 4, 8, law, 1));
    assertEquals(clean.facts().peakLiveBytes(), heapWords(clean, false, 1), "phases leave nothing");
    long peak = strewn.facts().peakLiveBytes();
    assertTrue(peak < 1.2 * clean.facts().peakLiveBytes(), peak + " live");
    int used = heapWords(strewn, false, 1);
    assertTrue(used > 1.5 * peak, used + " needed for " + peak);
  }

  @Test
  void survivorsAreFreedAtTheEndOfARound() {
    SizeDistribution law = SizeDistribution.parse("fixed(16)");
    Trace trace = InMemorySyntheticTrace.trace(new PhasedProgram(6, 1_600, 50, 3, 1, law, 1));
    assertEquals(600, trace.facts().count(OpKind.NEW));
    assertEquals(600, trace.facts().count(OpKind.FREE));
  }

  @Test
  void patternsAreParsedFromTheirLabels() {
    for (String text :
        List.of(
            "robson(best-fit, live 4096, largest 64, unit 16, header 4)",
            "firstfit(live 256, largest 16, unit 16, header 4)",
            "bestfit(live 256, largest 16, unit 16, header 4)",
            "coalescing(size 4095, rounds 10)",
            "binary(small 64, large 448, pairs 2000)",
            "realloc(first 4092, step 5, steps 100, small 16)")) {
      assertEquals(text, SyntheticTrace.parse(text, 1).label());
    }
    assertEquals(
        at(64, 8),
        SyntheticTrace.parse(" robson( live 64,largest 8 , first-fit, unit 8, header 4) ", 1));
    assertEquals(
        new PhasedProgram(3, 10, 5, 2, 8, SizeDistribution.parse("uniform(1..9)"), 7),
        SyntheticTrace.parse(
            "phases(count 3, bytes 10, uniform(1..9), survivors 5, scales 2, growth 8)", 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "robson",
        "robson()",
        "robson(worst-fit, live 8, largest 4)",
        "coalescing(size 8)",
        "coalescing(size 8, rounds 2, extra 1)",
        "coalescing(size 8, rounds 2, word)",
        "robson(first-fit, live 8, largest 3)",
        "robson(first-fit, live 8, largest 16)",
        "robson(first-fit, live 8, largest 4, unit 4, header 4)",
        "binary(small 1, large 1, pairs 0)",
        "realloc(first 1, step 0, steps 1, small 1)",
        "phases(count 1, bytes 1, survivors 101, scales 1, growth 1, fixed(1))",
        "robson(first-fit, live 10, largest 4)",
        "firstfit(live 15, largest 16)",
        "firstfit(live 256, largest 16, unit 4, header 4)",
        "bestfit(live 256, largest 5)",
        "bestfit(live 79, largest 16)",
        "bestfit(live 256, largest 16, unit 4, header 4)",
        "bestfit(first-fit, live 256, largest 16)"
      })
  void wrongPatternsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> SyntheticTrace.parse(text, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "robson(first-fit, live 8, largest 3) | synthetic pattern robson: largest is 3; expected a"
            + " power of 2",
        "robson(first-fit, live 10, largest 4) | synthetic pattern robson: live is 10, largest is"
            + " 4; expected live to be a multiple of largest, up to 2^26",
        "robson(first-fit, live 8, largest 4, unit 2000000) | synthetic pattern robson: unit is"
            + " 2000000; expected 1 to 1048576 bytes",
        "firstfit(live 256, largest 0) | synthetic pattern firstfit: largest is 0; expected 1 to"
            + " 4096",
        "firstfit(live 15, largest 16) | firstfit: live is 15, largest is 16; expected live to be"
            + " largest or more, up to 1048576",
        "bestfit(live 79, largest 16) | bestfit: live is 79, largest is 16; expected live to be 5"
            + " times largest or more, up to 4096",
        "bestfit(live 256, largest 16, unit 4, header 4) | synthetic pattern bestfit: header is 4;"
            + " expected a header smaller than unit, which is 4",
        "coalescing(size 8, rounds 0) | synthetic pattern coalescing: rounds is 0; expected 1 to"
            + " 268435456",
        "binary(small 1, large 9999999999999, pairs 1) | synthetic pattern binary: large is"
            + " 9999999999999; expected 0 to 1099511627776 bytes",
        "realloc(first 1, step 0, steps 1, small 1) | synthetic pattern realloc: step is 0;"
            + " expected 1 to 1048576 bytes",
        "phases(count 1, bytes 1, survivors 1, scales 16, growth 64, fixed(1)) | synthetic pattern"
            + " phases: growth is 64, scales is 16; expected growth to the power of (scales - 1) to"
            + " be at most 2^20",
      })
  void aRefusalNamesThePatternAndTheParameter(String text, String message) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> SyntheticTrace.parse(text, 1));
    assertEquals(message, refusal.getMessage());
  }
}
