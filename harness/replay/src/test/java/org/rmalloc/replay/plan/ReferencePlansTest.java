// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.PlannerSettings;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.read.AccessDropper;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/** Plans of other people's challenge instances and of all recordings, where they are at hand. */
@EnabledIfSystemProperty(
    named = "rmalloc.reference",
    matches = ".+",
    disabledReason = "instances and recordings are at hand only beside -Drmalloc.reference=FOLDER")
final class ReferencePlansTest {
  private static final Path BESIDE =
      Path.of(System.getProperty("rmalloc.reference", "")).toAbsolutePath();
  private static final long CAPACITY = 1 << 20;
  private static final int SHUFFLES = 10;
  private static final double HIGHEST_RATIO = 1.003;
  private static final Set<String> ABOVE_PEAK_LIVE =
      Set.of("git-pack-objects.nf.memtrace.gz", "redis-server.nf.memtrace.gz");

  @Test
  void challengeInstancesFitWhateverTheirNumbering() throws Exception {
    List<Path> instances = filesIn("data/minimalloc", ".csv");
    assertFalse(instances.isEmpty());
    for (Path instance : instances) {
      PlacementProblem problem = read(instance);
      for (int shuffle = 0; shuffle <= SHUFFLES; shuffle++) {
        PlacementProblem shuffled = shuffle == 0 ? problem : shuffled(problem, new Random(shuffle));
        Plan plan = plan(shuffled, PlannerSettings.LOWEST.withGoalBytes(CAPACITY));
        assertTrue(plan.heightBytes() <= CAPACITY, instance + " shuffled by " + shuffle);
      }
    }
  }

  @Test
  void instanceCFitsIntoItsPeakLive() throws Exception {
    Plan plan =
        plan(read(filesIn("data/minimalloc", "C.1048576.csv").getFirst()), PlannerSettings.LOWEST);
    assertEquals(1_039_360, plan.heightBytes());
    assertTrue(plan.isExact());
  }

  @Test
  void recordingsNeedLittleMoreThanPeakLive() throws Exception {
    List<Path> recordings = filesIn("traces", ".memtrace.gz");
    assertFalse(recordings.isEmpty());
    for (Path recording : recordings) {
      Plan plan = plan(read(recording), PlannerSettings.LOWEST);
      String name = recording.getFileName().toString();
      assertTrue(plan.heightBytes() <= HIGHEST_RATIO * plan.lowerBoundBytes(), name);
      assertTrue(plan.isExact() || ABOVE_PEAK_LIVE.contains(name), name);
    }
  }

  /** Proved by the check. */
  private static Plan plan(PlacementProblem problem, PlannerSettings request)
      throws InterruptedException {
    return CheckedPlannerCatalog.onClassPath()
        .named(CheckedPlannerCatalog.DEFAULT)
        .plan(problem, request);
  }

  private static List<Path> filesIn(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(BESIDE.resolveSibling(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static PlacementProblem read(Path file) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(file)) {
      return MinimallocPlacementProblem.isCsv(input)
          ? MinimallocPlacementProblem.read(input).problem()
          : TracePlacementProblem.of(
                  file.toString(),
                  TraceReader.read(input, ReadOptions.DEFAULT, new AccessDropper()))
              .problem();
    }
  }

  private static PlacementProblem shuffled(PlacementProblem problem, Random random) {
    int[] firsts = problem.firsts().clone();
    int[] ends = problem.ends().clone();
    long[] sizes = problem.sizes().clone();
    for (int block = firsts.length - 1; block > 0; block--) {
      int other = random.nextInt(block + 1);
      int first = firsts[block];
      firsts[block] = firsts[other];
      firsts[other] = first;
      int end = ends[block];
      ends[block] = ends[other];
      ends[other] = end;
      long size = sizes[block];
      sizes[block] = sizes[other];
      sizes[other] = size;
    }
    return PlacementProblem.unaligned(firsts, ends, sizes);
  }
}
