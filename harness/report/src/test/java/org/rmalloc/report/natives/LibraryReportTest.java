// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.CompareFormat;
import org.rmalloc.report.StatsFileComparison;
import org.rmalloc.report.finding.ComparisonFindingFinder;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.points.ComparedFileOrder;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.TextTablePrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tables, findings, files and the page say of malloc libraries. */
final class LibraryReportTest {
  private static final TrialResult SMALL = LibrarySample.of("small", 3, 3, 20);
  private static final TrialResult FAST = LibrarySample.of("fast", 5, 2, 5);
  private static final TrialResult POOR = LibrarySample.of("poor", 6, 6, 30);
  private static final TrialResult DEAD = LibrarySample.ended("dead", "signal 11 at op 5");

  @TempDir private Path folder;

  @Test
  void bytesArePagesAndTheHeadingSaysSo() {
    Table table = LibraryTable.of(List.of(SMALL, FAST, DEAD));
    assertEquals(
        "web.ops: malloc libraries, each in a process of its own: bytes of 4.00 KiB pages, not of"
            + " an arena",
        table.title());
    assertEquals(
        List.of("small", "1.0", "12.0", "12.29", "12.0", "4.00", "1.00", "1.20"),
        table.rows().getFirst().subList(0, 8).stream().map(Table.Cell::text).toList());
    assertEquals("noop", table.rows().getLast().getFirst().text());
    String text = TextTablePrinter.of(table, 120);
    assertTrue(text.contains("dead did not finish: signal 11 at op 5"), text);
    assertTrue(text.contains("never ranked against each"), text);
  }

  @Test
  void whatSpreadsAndWhatALibraryPrintsAreSaid() {
    TrialResult chance = LibrarySample.spread("chance", true, Optional.of("hello"));
    TrialResult place = LibrarySample.spread("place", false, Optional.of("x".repeat(300)));
    assertEquals(
        List.of(
            "chance: pages differ from run to run: the median of 5 is shown; the largest resident"
                + " peak is 8.00 KiB above the smallest",
            "place: pages depend on where its memory lies: the median of 5 places is shown; the"
                + " largest resident peak is 8.00 KiB above the smallest",
            "chance printed: hello",
            "place printed: " + "x".repeat(200) + "…"),
        LibraryTableNotes.of(List.of(chance, place)));
    assertFalse(LibraryTable.of(List.of(DEAD, DEAD)).notes().toString().contains("the best of"));
  }

  @Test
  void theBestOfAColumnIsMarkedAmongLibraries() {
    Table table = LibraryTable.of(List.of(SMALL, FAST, POOR));
    List<String> marked =
        table.rows().stream()
            .map(row -> row.stream().filter(Table.Cell::best).map(Table.Cell::text).toList())
            .map(String::valueOf)
            .toList();
    assertEquals(List.of("[12.0]", "[8.00, 5.00]", "[]", "[]"), marked);
  }

  @Test
  void librariesAreRecommendedAmongThemselves() {
    List<String> findings =
        LibraryFindingFinder.of(
                List.of(SMALL, FAST, POOR, DEAD), ComparisonFindingFinder.DEFAULT_TOLERANCE)
            .stream()
            .map(FindingWords::of)
            .toList();
    assertEquals(
        List.of(
            "Recommended malloc library: fast, which takes 20.0 KiB, 67 % more memory than the"
                + " minimum (small), and 5.00 ns an op, the minimum.",
            "Alternatives: small (40 % less memory, 300 % more time). Dominated, since"
                + " another needs no more memory and no more time, within 2 % or chance: poor.",
            "Smallest resident peak: small, 12.0 KiB (12.29 x peak); next is fast with 1.67 times"
                + " as much.",
            "Fewest pages at the end: fast, which keeps 8.00 KiB of its peak of 20.0 KiB.",
            "Shortest time: fast, 5.00 ns an op.",
            "Did not finish: dead (signal 11 at op 5)."),
        findings);
  }

  @Test
  void resultsOfOneTrialAreOneWithTheForksOfBoth() {
    ComparableLibraries group =
        ComparableLibraries.of(
                List.of(stats(SMALL, "1"), stats(SMALL, "2"), stats(FAST, "3"), stats(FAST, "3")))
            .getFirst();
    assertEquals(2, group.libraries().size());
    assertEquals(
        List.of(6, 3),
        group.results().stream()
            .map(result -> result.summary().timing().orElseThrow().forks().size())
            .toList());
  }

  private static LibraryStatsFile stats(TrialResult result, String sha256) {
    return new LibraryStatsFile(Path.of(sha256), result, List.of(), sha256);
  }

  @Test
  void filesAreComparedPrintedAndDrawn() throws IOException {
    StatsFileComparison comparison = StatsFileComparison.of(files(), ComparedFileOrder.GIVEN);
    String text = comparison.scoredSoundly(CompareFormat.TEXT);
    assertTrue(text.startsWith("Recommended malloc library"), text);
    assertTrue(text.contains("bytes of 4.00 KiB pages"), text);
    JsonNode json = JsonMapper.shared().readTree(comparison.scoredSoundly(CompareFormat.JSON));
    assertEquals("native", json.get(0).get("kind").asString());
    assertEquals(12_288, json.get(0).get("libraries").get(0).get("resident_peak").asLong());
    theMeanTimeHasItsInterval(json.get(0).get("libraries"));
    assertTrue(comparison.scoredSoundly(CompareFormat.CSV).contains("small,1.0,12.0"));
    comparison.writeCharts(folder.resolve("charts"));
    for (String chart : List.of("time-pages", "resident", "pages", "mapped", "latency")) {
      Path file = folder.resolve("charts").resolve("libraries-" + chart + ".svg");
      assertTrue(Files.size(file) > 0, chart);
    }
  }

  private static void theMeanTimeHasItsInterval(JsonNode libraries) {
    for (JsonNode library : libraries) {
      if (library.get("finished").asBoolean()) {
        double time = library.get("throughput_ns").asDouble();
        assertTrue(library.get("throughput_low_ns").asDouble() <= time, library::toString);
        assertTrue(library.get("throughput_high_ns").asDouble() >= time, library::toString);
      } else {
        assertTrue(library.get("throughput_low_ns").isNull(), library::toString);
      }
    }
  }

  @Test
  void thePageHasABlockOfItsOwn() throws IOException {
    Path page = folder.resolve("page.html");
    StatsFileComparison.of(files(), ComparedFileOrder.GIVEN).writeHtml(page);
    String html = Files.readString(page);
    assertTrue(html.contains("<section class=\"libraries\">"), "a block");
    assertTrue(html.contains("web: malloc libraries of this machine"), "its heading");
    assertTrue(html.contains("/lib/libfast.so"), "the library's file");
    assertTrue(html.contains("\"Resident pages\""), "the chart over the requests");
    assertFalse(html.contains(":NaN") || html.contains(",NaN"), "what has no value is null");
  }

  private List<Path> files() throws IOException {
    return List.of(
        LibrarySample.write(SMALL, folder.resolve("small.json")),
        LibrarySample.write(FAST, folder.resolve("fast.json")),
        LibrarySample.write(DEAD, folder.resolve("dead.json")));
  }
}
