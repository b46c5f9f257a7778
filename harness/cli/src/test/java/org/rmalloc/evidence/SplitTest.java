// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.cli.Execution;
import org.rmalloc.replay.result.AllocStatsFolder;
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.split.FootprintPart;
import org.rmalloc.report.split.FootprintSplit;
import org.rmalloc.report.split.FootprintSplits;

/** What peak footprints are made of, by hand from the figures of the same results. */
final class SplitTest {
  private static final String BARE =
      "planned,bare=bestfit:header=0:align=1,first=firstfit:header=0:align=1";
  private static final String CONTENDERS =
      "bestfit,buddy,dlmalloc,segregated,tlsf,optimal,rmalloc2,rmalloc-compacting," + BARE;
  private static final String RECORDING = "../../traces/tar-cjf.full.memtrace.zst";
  private static final Set<String> MOVING = Set.of("optimal", "rmalloc-compacting", "rmalloc2");

  @TempDir private Path folder;

  @Test
  void partsAreThoseOfTheDefinitionAndAddUp() throws IOException {
    List<TrialResult> results = measured(Path.of(RECORDING), CONTENDERS);
    PlannedHeightAndBound plan = plan(results);
    Map<String, FootprintSplit> splits = byLabel(FootprintSplits.of(results));
    for (TrialResult result : results) {
      if (result.summary().finished()) {
        ReplayPeaks peaks = result.summary().space().orElseThrow().peaks();
        assertEquals(
            byHand(peaks, plan, MOVING.contains(result.header().label())),
            splits.get(result.header().label()).parts(),
            result.header().label());
      }
    }
    assertTrue(splits.size() > 8, splits.keySet()::toString);
    assertFalse(splits.values().stream().anyMatch(split -> split.footprint() != sum(split)));
    assertEquals(Set.of(FootprintPart.LIVE), splits.get("optimal").parts().keySet());
    assertEquals(0, splits.get("bare").bytes(FootprintPart.ROUNDING));
    assertTrue(splits.get("bestfit").bytes(FootprintPart.ROUNDING) > 0);
  }

  /** docs/split.md, in its own words. */
  private static Map<FootprintPart, Long> byHand(
      ReplayPeaks peaks, PlannedHeightAndBound plan, boolean moves) {
    long beyond = peaks.footprintBytes() - peaks.usedBytes();
    long needsMoving = moves ? 0 : plan.heightBytes() - peaks.usedBytes();
    long overhead = peaks.overheadAtFootprint();
    long rest = beyond - needsMoving - overhead;
    if (rest < 0) {
      overhead += rest;
      rest = 0;
    }
    Map<FootprintPart, Long> parts = new EnumMap<>(FootprintPart.class);
    parts.put(FootprintPart.LIVE, peaks.usedBytes());
    parts.put(FootprintPart.ROUNDING, overhead);
    parts.put(FootprintPart.MOVING, needsMoving);
    parts.put(moves ? FootprintPart.HOLES : FootprintPart.FORESIGHT, rest);
    parts.values().removeIf(bytes -> bytes == 0);
    return parts;
  }

  @Test
  void handlesDoNotMatter() throws IOException {
    Path trace = synthesized("--ops", "300", "--live", "20", "--sizes", "uniform(8..400)");
    Path renumbered = folder.resolve("renumbered.ops");
    Files.write(renumbered, Files.readAllLines(trace).stream().map(SplitTest::renumbered).toList());
    List<FootprintSplit> splits = FootprintSplits.of(measured(trace, CONTENDERS));
    List<FootprintSplit> others = FootprintSplits.of(measured(renumbered, CONTENDERS));
    assertEquals(parts(splits), parts(others));
    assertTrue(splits.stream().anyMatch(split -> split.bytes(FootprintPart.FORESIGHT) > 0));
  }

  private static String renumbered(String line) {
    if (line.startsWith("#")) {
      return line;
    }
    int end = line.indexOf(' ');
    return (1_000_000 - Integer.parseInt(line.substring(0, end))) + line.substring(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "robson(first-fit, live 512, largest 16)",
        "robson(best-fit, live 512, largest 16)",
        "firstfit(live 512, largest 16)",
        "bestfit(live 256, largest 16)"
      })
  void whatRobsonsPatternsTakeIsLackOfForesight(String pattern) throws IOException {
    List<TrialResult> results = measured(synthesized("--pattern=" + pattern), BARE);
    Map<String, FootprintSplit> splits = byLabel(FootprintSplits.of(results));
    PlannedHeightAndBound plan = plan(results);
    assertEquals(plan.heightBytes(), splits.get("bare").peakLive(), "no plan needs more");
    for (String label : List.of("bare", "first")) {
      FootprintSplit split = splits.get(label);
      assertEquals(
          split.footprint() - split.peakLive(), split.bytes(FootprintPart.FORESIGHT), label);
    }
    assertTrue(
        Math.max(
                splits.get("bare").bytes(FootprintPart.FORESIGHT),
                splits.get("first").bytes(FootprintPart.FORESIGHT))
            > splits.get("bare").peakLive() / 2,
        "a worst case");
  }

  private Path synthesized(String... options) throws IOException {
    Path trace = folder.resolve("t.ops");
    List<String> arguments = new ArrayList<>(List.of("synth"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-o", trace.toString()));
    Execution synth = Execution.of(arguments);
    assertEquals(0, synth.status(), synth.err());
    return trace;
  }

  private List<TrialResult> measured(Path trace, String contenders) throws IOException {
    Path into = folder.resolve(trace.getFileName() + ".d");
    Execution run =
        Execution.of(
            List.of(
                "run",
                trace.toString(),
                "-a",
                contenders,
                "--heap",
                "40x",
                "--no-timing",
                "--no-min-heap",
                "--frontier",
                "never",
                "-o",
                into.toString()));
    assertEquals(0, run.status(), run.err());
    return AllocStatsFolder.read(into);
  }

  private static PlannedHeightAndBound plan(List<TrialResult> results) {
    return results.stream().flatMap(one -> one.header().plan().stream()).findFirst().orElseThrow();
  }

  private static Map<String, FootprintSplit> byLabel(List<FootprintSplit> splits) {
    return splits.stream().collect(Collectors.toMap(FootprintSplit::label, split -> split));
  }

  private static Map<String, Map<FootprintPart, Long>> parts(List<FootprintSplit> splits) {
    return splits.stream().collect(Collectors.toMap(FootprintSplit::label, FootprintSplit::parts));
  }

  private static long sum(FootprintSplit split) {
    return split.parts().values().stream().mapToLong(Long::longValue).sum();
  }
}
