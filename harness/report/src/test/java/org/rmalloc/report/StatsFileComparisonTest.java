// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.report.points.ComparedFileOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class StatsFileComparisonTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path synthetic(String label) throws IOException {
    return SyntheticStats.write(folder.resolve(label + ".json"), label, 200, 8, 60);
  }

  private static String refusal(Path... files) {
    return assertThrows(
            IOException.class,
            () ->
                StatsFileComparison.of(List.of(files), ComparedFileOrder.GIVEN)
                    .scoredSoundly(CompareFormat.TEXT))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource({"'', 1: an empty file", "<html>, 1: '<'", "{}, 1:", "[1], 1: '['"})
  void whatIsNoAllocStatsIsRefusedByFileAndLine(String text, String problem) throws IOException {
    Path file = file("x", text);
    String message = refusal(file);
    assertTrue(message.startsWith(file + ":" + problem), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aBinaryFileIsRefusedByItsFirstByteAndNothingRawIsPrinted() throws IOException {
    Path elf = Files.write(folder.resolve("prog"), new byte[] {0x7f, 'E', 'L', 'F', 0, 1});
    assertEquals(elf + "@0x0: byte 0x7f; alloc-stats expected, which are text", refusal(elf));
    Path later = Files.write(folder.resolve("later"), new byte[] {'a', 27, '[', '2', 'J'});
    assertEquals(later + ":1: character 0x1b; '=' expected", refusal(later));
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(synthetic("a"));
    for (int length = 0; length < whole.length - 2; length += 97) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      String message = refusal(cut);
      assertTrue(message.matches("(?s).*/cut:\\d+: .*"), message);
    }
  }

  @Test
  void twoReplaysOfOneTraceThatTellDifferentOpsAreRefused() throws IOException {
    Path a = synthetic("a");
    String other = Files.readString(synthetic("b")).replaceFirst("\"N\", ?1024", "\"N\",1023");
    String message = refusal(a, file("b.json", other));
    assertTrue(
        message.contains("b.json: op ") && message.contains("the files are of two replays"),
        message);
  }

  @Test
  void anAllocatorThatStoppedIsComparedWithThoseThatWentOn() throws IOException {
    Path stopped = SyntheticStats.writeStopped(folder.resolve("short.json"), "short", 200, 8, 120);
    JsonNode apps =
        new ObjectMapper()
            .readTree(
                StatsFileComparison.of(List.of(stopped, synthetic("a")), ComparedFileOrder.GIVEN)
                    .scoredSoundly(CompareFormat.JSON));
    JsonNode last = apps.get(0).get("space").get(1);
    assertEquals("short", last.get("driver").stringValue());
    assertFalse(last.get("finished").booleanValue());
    assertTrue(last.get("stopped_at").intValue() >= 120, last.toString());
  }

  @Test
  void tracesAndHeapsAreNeverMixed() throws IOException {
    Path a = synthetic("a");
    Path b = SyntheticStats.writeOf("app.ops", 'c', folder.resolve("b.json"), "b", 200, 8);
    JsonNode apps =
        new ObjectMapper()
            .readTree(
                StatsFileComparison.of(List.of(a, b), ComparedFileOrder.GIVEN)
                    .scoredSoundly(CompareFormat.JSON));
    assertEquals(2, apps.size());
    assertEquals(1, apps.get(0).get("space").size());
  }

  @Test
  void filesOfOneLabelThatPlaceBlocksDifferentlyGetNamesOfTheirOwn() throws IOException {
    Path a = synthetic("a");
    Path other = altered(a, "other.json", "00000000deadbeef", "00000000deadbeee");
    JsonNode speed = speed(a, other);
    assertEquals(2, speed.size());
    assertEquals("a (a.json)", speed.get(0).get("driver").stringValue());
    assertEquals(1, speed.get(1).get("rank").intValue(), "equal times tie");
  }

  @Test
  void resultsOfOneTrialAndLabelArePooled() throws IOException {
    Path a = synthetic("a");
    Path again = altered(a, "again.json", "\"load\": 0.5", "\"load\": 0.6");
    JsonNode speed = speed(a, again);
    assertEquals(1, speed.size());
    assertEquals("a", speed.get(0).get("driver").stringValue());
    assertTrue(width(speed.get(0)) < width(speed(a).get(0)), "six forks say more than three");
  }

  @Test
  void oneFileTwiceSaysNoMore() throws IOException {
    Path a = synthetic("a");
    Path twin = Files.copy(a, folder.resolve("twin.json"));
    assertEquals(width(speed(a).get(0)), width(speed(a, twin).get(0)), 1e-9);
  }

  private Path altered(Path file, String name, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from), from);
    return file(name, text.replace(from, to));
  }

  private static double width(JsonNode row) {
    return row.get("average_high").doubleValue() - row.get("average_low").doubleValue();
  }

  private static JsonNode speed(Path... files) throws IOException {
    return new ObjectMapper()
        .readTree(
            StatsFileComparison.of(List.of(files), ComparedFileOrder.GIVEN)
                .scoredSoundly(CompareFormat.JSON))
        .get(0)
        .get("speed");
  }

  @Test
  void noChartTakesAnothersPlace() throws IOException {
    Path a = SyntheticStats.write(folder.resolve("1.json"), "a|b", 60, 8, 60);
    Path b = SyntheticStats.write(folder.resolve("2.json"), "A b", 60, 8, 60);
    Path charts = folder.resolve("charts");
    StatsFileComparison.of(List.of(a, b), ComparedFileOrder.GIVEN).writeCharts(charts);
    assertTrue(Files.exists(charts.resolve("memory-a-b.svg")));
    assertTrue(Files.exists(charts.resolve("memory-A-b-2.svg")));
  }

  @Test
  void noApplicationTakesAnothersPlace() throws IOException {
    Path one = SyntheticStats.writeOf("x y.ops", 'a', folder.resolve("1.json"), "a", 200, 8);
    Path two = SyntheticStats.writeOf("x|y.ops", 'c', folder.resolve("2.json"), "a", 200, 8);
    Path charts = folder.resolve("charts");
    StatsFileComparison.of(List.of(one, two), ComparedFileOrder.GIVEN).writeCharts(charts);
    assertTrue(Files.exists(charts.resolve("x-y/time.svg")));
    assertTrue(Files.exists(charts.resolve("x-y-2/time.svg")));
  }

  @Test
  void anAllocatorWithoutANameIsRefused() throws IOException {
    String text = Files.readString(synthetic("a")).replaceFirst("(\"label\" ?: ?)\"a\"", "$1\" \"");
    String message = refusal(file("x.json", text));
    assertTrue(message.matches(".*x.json:\\d+: label: ' '; expected a name.*"), message);
  }

  @Test
  void whatIsHardlyMoreIsSaidInBytes() throws IOException {
    Path a = synthetic("a");
    Path b = SyntheticStats.write(folder.resolve("b.json"), "b", 200, 9, 60);
    Path c = SyntheticStats.write(folder.resolve("c.json"), "c", 200, 216, 60);
    String little = smallestFootprint(a, b);
    assertTrue(little.matches(".*; next is b with \\d+ B more\\."), little);
    String much = smallestFootprint(a, c);
    assertTrue(much.endsWith("; next is c with 1.20 times as much."), much);
  }

  private static String smallestFootprint(Path... files) throws IOException {
    return StatsFileComparison.of(List.of(files), ComparedFileOrder.GIVEN)
        .scoredSoundly(CompareFormat.TEXT)
        .replaceAll("\\s+", " ")
        .replaceFirst(".*(Smallest footprint: .*?\\.) +(Time|Shortest time):.*", "$1");
  }

  @Test
  void textFitsAHundredColumns() throws IOException {
    String text =
        StatsFileComparison.of(List.of(synthetic("a".repeat(60))), ComparedFileOrder.GIVEN)
            .scoredSoundly(CompareFormat.TEXT);
    text.lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }

  /** As the published files of sqlite, whose heaps differ: six rows, not a table of its own. */
  @Test
  void filesOfOneOpsFileAreScoredAsIn2014WhateverTheirHeaps() throws IOException {
    Path small = literal("small", 1000, 700, 30);
    Path large = literal("large", 9000, 8700, 10);
    JsonNode apps =
        new ObjectMapper()
            .readTree(
                StatsFileComparison.of(List.of(small, large), ComparedFileOrder.GIVEN)
                    .scored2014(CompareFormat.JSON));
    assertEquals(1, apps.size());
    assertEquals("large", apps.get(0).get("speed").get(0).get("driver").stringValue());
    assertEquals(100, apps.get(0).get("space").get(0).get("best").doubleValue());
    assertEquals("large", apps.get(0).get("space").get(0).get("driver").stringValue());
    String text =
        StatsFileComparison.of(List.of(small, large), ComparedFileOrder.GIVEN)
            .scored2014(CompareFormat.TEXT);
    assertTrue(text.contains("The sizes of the heaps differ (1000, 9000 bytes)"), text);
    assertEquals(
        2,
        new ObjectMapper()
            .readTree(
                StatsFileComparison.of(List.of(small, large), ComparedFileOrder.GIVEN)
                    .scoredSoundly(CompareFormat.JSON))
            .size(),
        "sound scoring never mixes heap sizes");
  }

  /** A file as the tool of 2014 wrote it. */
  private Path literal(String name, int heap, int free, int nanos) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("driver = \"%s\"\nopsfile = \"runs/app-lockops\"\n".formatted(name));
    text.append("heap_size = %d\ntheoretical_heap_size = 500\n".formatted(heap));
    text.append("opmode = 'allocstats'\nalloc_stats = [\n");
    for (int op = 0; op < 20; op++) {
      text.append(op == 0 ? "    {" : ",   {");
      text.append(
          "'op_index': %d, 'free': %d, 'used': %d, 'overhead': 0, 'maxmem': %d.00,"
              .formatted(op, free, heap - free, free));
      text.append(
          " 'current_op_time': %d, 'oom_time': 0, 'optime_maxmem': 5, 'op': 'N', 'size': 8}\n"
              .formatted(nanos));
    }
    return file(name + "-allocstats", text.append("]\n").toString());
  }
}
