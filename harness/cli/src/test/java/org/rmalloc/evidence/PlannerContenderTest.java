// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.cli.Execution;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.AllocStatsFolder;
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.result.TrialResult;

/**
 * The offline plan as a contender: measured, written, read again, refused where it does not fit.
 */
final class PlannerContenderTest {
  @TempDir private Path folder;

  /** Blocks without a byte and resizes included. */
  private static final String TRACE =
      """
      # rmalloc-ops 1 dialect=access
      1 N 1000 100
      2 N 2000 0
      3 N 3000 60
      1 R 1000 40
      4 N 4000 64
      3 F 3000 0
      2 F 2000 0
      1 F 1000 0
      """;

  @Test
  void isABoundWithItsIntervalAndItsRows() throws Exception {
    TrialResult result = measured("2x");
    assertEquals(Contender.Kind.PLANNED, result.header().trial().contender().kind());
    assertTrue(result.header().isLowerBound());
    assertTrue(result.summary().finished());
    // 100 and 60 live together, then 40, 60 and 64: 40 does not fit beside 60 and 64 in 160
    assertEquals(164, result.header().peakLive());
    assertEquals(new PlannedHeightAndBound(164, 164), result.header().plan().orElseThrow());
    assertEquals(164, result.summary().space().orElseThrow().peaks().footprintBytes());
    assertEquals(0, result.summary().space().orElseThrow().peaks().overheadAtFootprint());
  }

  @Test
  void inAHeapBelowItsHeightItIsRefusedWithBothFigures() throws Exception {
    TrialResult result = measured("163");
    assertFalse(result.summary().finished());
    assertEquals(
        "the lowest plan found needs 164 bytes; no plan is lower than 164",
        result.summary().outcome().reason());
  }

  @Test
  void isNoArenaAndSoNotInTheDefaultGroup() throws Exception {
    Path trace = trace();
    Execution run = Execution.of("run", trace.toString(), "--no-timing", "--no-min-heap");
    assertEquals(0, run.status(), run.err());
    assertFalse(run.out().contains("planned"), run.out());
    Execution option =
        Execution.of("run", trace.toString(), "-a", "p=planned:depth=3", "--no-timing");
    assertEquals(2, option.status());
    assertEquals(
        "rmalloc: p: unknown option 'depth'; the options are seed and work-limit",
        option.err().strip());
  }

  private TrialResult measured(String heap) throws Exception {
    Path results = folder.resolve("results");
    Execution run =
        Execution.of(
            List.of(
                "run",
                trace().toString(),
                "-a",
                "planned",
                "--heap",
                heap,
                "--no-timing",
                "-o",
                results.toString()));
    assertEquals(0, run.status(), run.err());
    List<TrialResult> read = AllocStatsFolder.read(results);
    assertEquals(1, read.size());
    return read.getFirst();
  }

  private Path trace() throws Exception {
    Path trace = folder.resolve("t.ops");
    Files.writeString(trace, TRACE);
    return trace;
  }
}
