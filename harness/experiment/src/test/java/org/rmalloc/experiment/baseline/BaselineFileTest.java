// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.trace.UsageException;

/** A baseline is read as it was written; what is damaged is one line with its place. */
final class BaselineFileTest {
  private static final String SHA = "0123456789abcdef".repeat(4);

  @TempDir private Path folder;

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("b.json");
    BaselineWriter.write(baseline(), file);
    Baseline.Located read = BaselineReader.read(file);
    assertEquals(baseline(), read.baseline());
    List<String> lines = Files.readAllLines(file);
    assertEquals(
        "   \"footprint\": 229832,",
        lines.get(read.line("b \"quoted\" · t · 2x", "footprint") - 1));
    assertEquals(1, read.line("none", "footprint"));
  }

  @Test
  void hasOneFigureALineInAnOrderOfItsOwn() {
    assertEquals(
        """
        {
         "schema": "rmalloc-baseline 1",
         "measuring": 1,
         "rows": "1",
         "trials": [
          {
           "trial": "a · t · 2x",
           "trace_sha256": "%1$s",
           "replay_sha256": "%1$s",
           "contender": "a:order=lifo",
           "finished": false,
           "stopped_at": 17,
           "min_heap": null,
           "footprint": 229832,
           "cost": 7,
           "trail": "footprint 0:4 7~229832 | cost 17:7"},
          {
           "trial": "b \\"quoted\\" · t · 2x",
           "trace_sha256": "%1$s",
           "replay_sha256": "%1$s",
           "contender": "a:order=lifo",
           "finished": false,
           "stopped_at": 17,
           "min_heap": null,
           "footprint": 229832,
           "cost": 7,
           "trail": "footprint 0:4 7~229832 | cost 17:7"}
         ]
        }
        """
            .formatted(SHA),
        BaselineWriter.text(baseline()));
  }

  @Test
  void isTheSameUnderEveryLocale() {
    String text = BaselineWriter.text(baseline());
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("ar-EG-u-nu-arab", "de-CH", "tr", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(text, BaselineWriter.text(baseline()), tag);
        assertEquals(baseline(), BaselineReader.parse("b", text).baseline(), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void figuresEditedByHandAndTrialsInAnotherOrderAreABaselineLikeAnyOther() {
    String text = BaselineWriter.text(baseline()).replace("229832,", "5,").replace(" · t", " · u");
    assertEquals(
        5L,
        BaselineReader.parse("b", text)
            .baseline()
            .trial("a · u · 2x")
            .orElseThrow()
            .figures()
            .values()
            .get(GateMetric.FOOTPRINT)
            .orElseThrow());
  }

  /** Cut anywhere, it is refused with file, line and column, and never read as something else. */
  @Test
  void cutAnywhereItIsRefused() {
    String text = BaselineWriter.text(baseline()).strip();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      UsageException refusal =
          assertThrows(UsageException.class, () -> BaselineReader.parse("b.json", cut));
      assertTrue(
          refusal.getMessage().matches("b\\.json:\\d+:\\d+: found .*"), refusal.getMessage());
      assertEquals(1, refusal.getMessage().lines().count());
    }
  }

  @Test
  void whatIsWrongIsSaidByLine() {
    refused("b:1:1: found an empty file, expected a baseline", "", "");
    refused(
        "b:6:1: found a conflict marker of a merge",
        "  {\n   \"trial\": \"a",
        "<<<<<<< HEAD\n  {\n   \"trial\": \"a");
    refused(
        "b:13:17: found 'many', expected min_heap: a whole number, or null",
        "\"min_heap\": null",
        "\"min_heap\":  many");
    refused(
        "b:14:4: found key 'footprnt', expected one of",
        "\"footprint\": 229832",
        "\"footprnt\": 229832");
    refused(
        "b:11:15: found 'maybe', expected true or false",
        "\"finished\": false",
        "\"finished\":\"maybe\"");
    refused(
        "b:8:20: found '0123', expected 64 hexadecimal digits in lower case",
        "_sha256\": \"" + SHA,
        "_sha256\": \"0123");
    refused(
        "b:16:13: found 'x', expected steps such as",
        "footprint 0:4 7~229832",
        "footprint x 7~229832");
    refused(
        "b:2:12: found 'rmalloc-baseline 2', expected 'rmalloc-baseline 1'",
        "baseline 1",
        "baseline 2");
    refused(
        "b:17:3: found trial 'a · t · 2x' a second time, expected each trial once",
        "b \\\"quoted\\\" · t",
        "a · t");
  }

  private static void refused(String message, String part, String other) {
    String text = part.isEmpty() ? "" : BaselineWriter.text(baseline());
    int at = text.indexOf(part);
    String damaged = text.substring(0, at) + other + text.substring(at + part.length());
    UsageException refusal =
        assertThrows(UsageException.class, () -> BaselineReader.parse("b", damaged));
    assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
  }

  @Test
  void aMissingFileSaysWhatWritesIt() {
    Path missing = folder.resolve("none.json");
    assertEquals(
        missing + ": found no baseline; expected one, which 'gate … --update' writes",
        assertThrows(UsageException.class, () -> BaselineReader.read(missing)).getMessage());
  }

  private static Baseline baseline() {
    return Baseline.of("1", List.of(trial("b \"quoted\" · t · 2x"), trial("a · t · 2x")));
  }

  private static BaselineEntry trial(String name) {
    Map<GateMetric, OptionalLong> values = new EnumMap<>(GateMetric.class);
    values.put(GateMetric.MIN_HEAP, OptionalLong.empty());
    values.put(GateMetric.FOOTPRINT, OptionalLong.of(229_832));
    values.put(GateMetric.COST, OptionalLong.of(7));
    return new BaselineEntry(
        name,
        SHA,
        SHA,
        "a:order=lifo",
        new DeterministicTrialFigures(false, OptionalLong.of(17), values),
        FootprintAndCostTrail.parse("footprint 0:4 7~229832 | cost 17:7"));
  }
}
