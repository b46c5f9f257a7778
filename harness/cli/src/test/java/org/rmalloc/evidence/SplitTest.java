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
import org.rmalloc.replay.result.Peaks;
import org.rmalloc.replay.result.PlanBound;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.ResultFiles;
import org.rmalloc.report.split.Part;
import org.rmalloc.report.split.Split;
import org.rmalloc.report.split.Splits;

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
    List<Result> results = measured(Path.of(RECORDING), CONTENDERS);
    PlanBound plan = plan(results);
    Map<String, Split> splits = byLabel(Splits.of(results));
    for (Result result : results) {
      if (result.summary().finished()) {
        Peaks peaks = result.summary().space().orElseThrow().peaks();
        assertEquals(
            byHand(peaks, plan, MOVING.contains(result.header().label())),
            splits.get(result.header().label()).parts(),
            result.header().label());
      }
    }
    assertTrue(splits.size() > 8, splits.keySet()::toString);
    assertFalse(splits.values().stream().anyMatch(split -> split.footprint() != sum(split)));
    assertEquals(Set.of(Part.LIVE), splits.get("optimal").parts().keySet());
    assertEquals(0, splits.get("bare").bytes(Part.ROUNDING));
    assertTrue(splits.get("bestfit").bytes(Part.ROUNDING) > 0);
  }

  /** docs/split.md, in its own words. */
  private static Map<Part, Long> byHand(Peaks peaks, PlanBound plan, boolean moves) {
    long beyond = peaks.footprintBytes() - peaks.usedBytes();
    long needsMoving = moves ? 0 : plan.heightBytes() - peaks.usedBytes();
    long overhead = peaks.overheadAtFootprint();
    long rest = beyond - needsMoving - overhead;
    if (rest < 0) {
      overhead += rest;
      rest = 0;
    }
    Map<Part, Long> parts = new EnumMap<>(Part.class);
    parts.put(Part.LIVE, peaks.usedBytes());
    parts.put(Part.ROUNDING, overhead);
    parts.put(Part.MOVING, needsMoving);
    parts.put(moves ? Part.HOLES : Part.FORESIGHT, rest);
    parts.values().removeIf(bytes -> bytes == 0);
    return parts;
  }

  @Test
  void handlesDoNotMatter() throws IOException {
    Path trace = synthesized("--ops", "3000", "--live", "200", "--sizes", "uniform(8..400)");
    Path renumbered = folder.resolve("renumbered.ops");
    Files.write(renumbered, Files.readAllLines(trace).stream().map(SplitTest::renumbered).toList());
    List<Split> splits = Splits.of(measured(trace, CONTENDERS));
    List<Split> others = Splits.of(measured(renumbered, CONTENDERS));
    assertEquals(parts(splits), parts(others));
    assertTrue(splits.stream().anyMatch(split -> split.bytes(Part.FORESIGHT) > 0));
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
    List<Result> results = measured(synthesized("--pattern=" + pattern), BARE);
    Map<String, Split> splits = byLabel(Splits.of(results));
    PlanBound plan = plan(results);
    assertEquals(plan.heightBytes(), splits.get("bare").peakLive(), "no plan needs more");
    for (String label : List.of("bare", "first")) {
      Split split = splits.get(label);
      assertEquals(split.footprint() - split.peakLive(), split.bytes(Part.FORESIGHT), label);
    }
    assertTrue(
        Math.max(
                splits.get("bare").bytes(Part.FORESIGHT), splits.get("first").bytes(Part.FORESIGHT))
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

  private List<Result> measured(Path trace, String contenders) throws IOException {
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
    return ResultFiles.read(into);
  }

  private static PlanBound plan(List<Result> results) {
    return results.stream().flatMap(one -> one.header().plan().stream()).findFirst().orElseThrow();
  }

  private static Map<String, Split> byLabel(List<Split> splits) {
    return splits.stream().collect(Collectors.toMap(Split::label, split -> split));
  }

  private static Map<String, Map<Part, Long>> parts(List<Split> splits) {
    return splits.stream().collect(Collectors.toMap(Split::label, Split::parts));
  }

  private static long sum(Split split) {
    return split.parts().values().stream().mapToLong(Long::longValue).sum();
  }
}
