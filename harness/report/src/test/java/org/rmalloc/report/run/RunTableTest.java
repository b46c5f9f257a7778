// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.TextTablePrinter;
import org.rmalloc.trace.OpKind;

/** The table of a run, as it is printed. */
final class RunTableTest {
  private static final int WIDTH = 120;
  private static final ResultSample FAST = ResultSample.of("fast", 1_100, 80, 4, 4.5);
  private static final ResultSample SLOW = ResultSample.of("slow", 1_200, 40, 9, 9.0);

  /** Better than all others, had it finished. */
  private static final ResultSample STOPPED =
      ResultSample.of("stopped", 1, 1, 0, 0.5)
          .ending(
              new ReplayOutcome.OutOfMemory(
                  new UnmetRequest(7, OpKind.NEW, 100, false, 900, 50, 90)));

  /** Better than all others, but not ranked. */
  private static final ResultSample BOUND =
      ResultSample.of("bound", 1_000, 0, 0, 0.5).with(Capability.LOWER_BOUND);

  @Test
  void theBestOfAColumnIsMarkedAmongThoseThatAreRanked() {
    List<String> lines = lines(SLOW, FAST, STOPPED, BOUND);
    assertEquals(
        List.of("slow", "1200", "1.20", "1.17", "9.00", "9.00"),
        cellsOf("slow", lines).subList(0, 6));
    assertEquals(
        List.of("fast", "*1100", "1.10", "*1.07", "*4.00", "*4.50"),
        cellsOf("fast", lines).subList(0, 6));
    assertFalse(lineOf("bound", lines).contains("*"), lineOf("bound", lines));
    assertFalse(lineOf("stopped", lines).contains("*"), lineOf("stopped", lines));
    assertTrue(
        String.join(" ", lines).contains("bound is a lower bound and is not ranked."),
        lines::toString);
  }

  /** As firstfit without headers and padding: its peaks are those of a lower bound. */
  @Test
  void whatClaimsLiveBytesAloneIsRankedUnlessItDeclaresItselfALowerBound() {
    ResultSample bare = ResultSample.of("bare", 1_000, 0, 3, 3.0);
    List<String> lines = lines(bare, FAST, BOUND);
    assertTrue(lineOf("bare", lines).contains("*1000"), lineOf("bare", lines));
    assertFalse(String.join(" ", lines).contains("bare is a lower bound"), lines::toString);
  }

  @Test
  void whatStoppedAContenderIsSaid() {
    String text = String.join(" ", lines(FAST, STOPPED));
    assertTrue(text.contains("stopped did not finish in 2000 bytes: out of memory at op 7"), text);
  }

  @Test
  void whyNothingWasReplayedIsSaid() {
    ResultSample refused = FAST.ending(new ReplayOutcome.Refused("heap of 64 bytes: too small"));
    ResultSample idle =
        ResultSample.of("idle", 1, 1, 1, 1)
            .ending(new ReplayOutcome.NotTried("it has no addresses"));
    String text = String.join("\n", lines(SLOW, refused, idle));
    assertTrue(text.contains("fast: heap of 64 bytes: too small\n"), text);
    assertTrue(text.contains("idle was not tried: it has no addresses\n"), text);
    assertFalse(text.contains("out of memory"), text);
    assertEquals("-", cellsOf("idle", text.lines().toList()).getLast());
  }

  @Test
  void aSmallerHeapThatAlsoFinishesIsNamed() {
    String text =
        String.join(" ", lines(FAST.needing(OptionalLong.of(1_300), OptionalLong.of(1_050), "")));
    assertTrue(
        text.contains(
            "fast also finishes in 1050 bytes (1.05 x peak), but not at every larger size"),
        text);
  }

  @Test
  void thatThereIsNoSmallestHeapIsSaidWithTheReason() {
    ResultSample never =
        ResultSample.of("never", 1_100, 80, 4, 4.5)
            .needing(SmallestHeapResult.none("does not finish in a heap of 4 times the peak"));
    ResultSample atTimes =
        ResultSample.of("at-times", 1_100, 80, 4, 4.5)
            .needing(OptionalLong.empty(), OptionalLong.of(1_500), "not in the largest");
    String text = String.join("\n", lines(never, atTimes, FAST));
    assertTrue(
        text.contains(
            "never has no smallest heap: does not finish in a heap of 4 times the peak\n"),
        text);
    assertTrue(
        text.contains(
            "at-times also finishes in 1500 bytes (1.50 x peak), but not at every larger size\n"),
        text);
    assertFalse(text.contains("fast has"), text);
  }

  @Test
  void thatNobodySearchedIsNotSaid() {
    String text = String.join("\n", lines(FAST.needing(SmallestHeapResult.NOT_SEARCHED)));
    assertFalse(text.contains("smallest heap"), text);
  }

  @Test
  void aRunWithoutTimesHasNoColumnsOfTimes() {
    String untimed = String.join("\n", lines(FAST.untimed()));
    String timed = String.join("\n", lines(FAST));
    for (String column : List.of("p99", "worst", "ns/op")) {
      assertFalse(untimed.contains(column), column);
      assertTrue(timed.contains(column), column);
    }
  }

  @Test
  void theRestIsATableOfItsOwn() {
    Table rest = RunTable.rest(List.of(FAST.result()));
    assertEquals(
        List.of("allocator", "overhead", "compactions", "moved", "longest", "median"),
        rest.columns().stream().map(Table.Column::name).toList());
    assertEquals(
        List.of("fast", "0.078", "0", "0", "-", "20"),
        rest.rows().getFirst().stream().map(Table.Cell::text).toList());
  }

  @Test
  void theHarnessShareIsTheLastRow() {
    assertEquals(
        List.of("noop", "-", "-", "-", "-", "1.50", "30", "0.040", "-"),
        cellsOf("noop", lines(FAST)));
  }

  @Test
  void noLineIsLongerThanTheTerminal() {
    ResultSample wide =
        ResultSample.of("rmalloc-compacting-maxmem", 2_147_483_632L, 80, 4, 4.5)
            .needing(OptionalLong.of(7), OptionalLong.of(5), "");
    for (String line : lines(wide, STOPPED)) {
      assertTrue(line.length() <= WIDTH, line);
    }
  }

  private static List<String> lines(ResultSample... samples) {
    return TextTablePrinter.of(
            RunTable.of(Arrays.stream(samples).map(ResultSample::result).toList()), WIDTH)
        .lines()
        .toList();
  }

  private static List<String> cellsOf(String allocator, List<String> lines) {
    return List.of(lineOf(allocator, lines).split(" +"));
  }

  private static String lineOf(String allocator, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(allocator + " "))
        .findFirst()
        .orElseThrow();
  }
}
