// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.TrialRunner;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.frontier.RelocationFrontierMeasurer;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.lock.LockSimulationMethod;
import org.rmalloc.trace.read.ReadOptions;

/** What must move for how small a heap, on committed recordings: the same as trials run alone. */
final class RelocationFrontierTest {
  private static final Path TRACES = Path.of("../../traces");
  private static final String SMALL = "tar-cjf.full.memtrace.zst";
  private static final int NTH_HEAP = 7; // trials run alone: enough to meet each kind of outcome

  @ParameterizedTest
  @EnumSource(LockSimulationSetting.class)
  void eachPointEqualsTheTrialRunAlone(LockSimulationSetting locks) throws IOException {
    RelocationFrontier frontier = measured(SMALL, List.of(LockAssumption.of(locks)), 1);
    int compared = 0;
    for (FrontierCurve curve : frontier.curves()) {
      for (int i = 0; i < curve.points().size(); i += NTH_HEAP) {
        FrontierPoint point = curve.points().get(i);
        assertEquals(alone(curve, point.heapBytes(), locks), figures(point), curve.label());
        compared++;
      }
    }
    assertTrue(compared >= 20, compared + " points");
  }

  @Test
  void severalAtATimeMeasureWhatOneMeasures() throws IOException {
    List<LockAssumption> all = LockAssumption.variationsOf(LockSimulationSetting.FINE);
    assertEquals(measured(SMALL, all, 1), measured(SMALL, all, 4));
  }

  @Test
  void whoeverFinishesWithoutOutOfMemoryHandlingMovesNothing() throws IOException {
    RelocationFrontier frontier =
        measured("ls-symlink.full.memtrace.zst", List.of(LockAssumption.USUAL), 2);
    List<FrontierPoint.Figures> quiet =
        frontier
            .moving()
            .flatMap(curve -> curve.points().stream())
            .filter(point -> point.heap().equals("2x"))
            .flatMap(point -> point.figures().stream())
            .filter(figures -> figures.reliefs() == 0)
            .toList();
    assertTrue(quiet.size() > 0, "nobody finishes quietly at 2.00");
    quiet.forEach(
        figures ->
            assertEquals(
                List.of(0L, 0L, 0L),
                List.of(figures.bytesMoved(), figures.pauseBytes(), figures.oomCost())));
  }

  @Test
  void assumptionsThatComeToTheSameLocksAreMeasuredOnce() throws IOException {
    List<LockAssumption> all = new ArrayList<>();
    for (LockSimulationSetting choice :
        List.of(
            LockSimulationSetting.FINE, LockSimulationSetting.NONE, LockSimulationSetting.COARSE)) {
      all.addAll(LockAssumption.variationsOf(choice));
    }
    assertEquals(
        Set.of(
            "fine gain=1 loss=0.5",
            "fine gain=1 loss=2",
            "fine gain=8 loss=0.5",
            "fine gain=64 loss=0.5",
            "coarse threshold=0.5",
            "none"),
        locks(measured(SMALL, all, 2)));
    assertEquals(
        Set.of("none"), locks(frontier("ls-symlink.lackey.full.memtrace.zst", all, 2, true)));
  }

  private static Set<String> locks(RelocationFrontier frontier) {
    return frontier.moving().map(FrontierCurve::locks).collect(Collectors.toSet());
  }

  private static RelocationFrontier measured(
      String trace, List<LockAssumption> assumptions, int jobs) throws IOException {
    return frontier(trace, assumptions, jobs, false);
  }

  /** A frontier; of a trace without its accesses if asked for. */
  private static RelocationFrontier frontier(
      String trace, List<LockAssumption> assumptions, int jobs, boolean bare) throws IOException {
    RelocationFrontierMeasurer.Preparation preparation =
        bare
            ? _ -> prepared(trace, TrialSetting.DEFAULT, Optional.empty())
            : method -> prepared(trace, TrialSetting.DEFAULT, method);
    return new RelocationFrontierMeasurer(
            preparation, contenders(), CompactionLimit.NONE, jobs, ProgressListener.SILENT)
        .run(assumptions);
  }

  private static List<JavaAllocatorContender> contenders() {
    return ContenderParser.parse(
        Allocators.onClassPath(),
        List.of("rmalloc2,rmalloc-compacting,rmalloc-compacting-maxmem,dlmalloc,optimal"),
        List.of());
  }

  private static PreparedTrace prepared(
      String trace, TrialSetting setting, Optional<LockSimulationMethod> locks) throws IOException {
    return PreparedTrace.read(
        () -> DecompressedInput.open(TRACES.resolve(trace)), ReadOptions.DEFAULT, setting, locks);
  }

  /** What {@code run} measures of one contender in one heap; nothing where it does not finish. */
  private static Optional<List<Long>> alone(
      FrontierCurve curve, long heapBytes, LockSimulationSetting locks) throws IOException {
    TrialSetting setting =
        TrialSetting.DEFAULT.withLocks(locks).withHeap(new HeapSize.Bytes(heapBytes));
    JavaAllocatorContender contender =
        Allocators.onClassPath().contender(curve.name(), curve.options());
    TrialRunner runner =
        new TrialRunner(
            prepared(SMALL, setting, locks.method()),
            setting,
            MeasurementSettings.DEFAULT.untimed().withoutSmallestHeap(),
            header -> AllocStatsWriter.to(OutputStream.nullOutputStream(), header));
    TrialResult result = runner.run(List.of(contender), RunListener.SILENT).getFirst();
    return result.summary().finished()
        ? result.summary().space().map(RelocationFrontierTest::figures)
        : Optional.empty();
  }

  private static List<Long> figures(SpaceFigures space) {
    return List.of(
        space.peaks().footprintBytes(),
        space.compactions().calls(),
        space.compactions().bytesMoved(),
        space.compactions().pauseBytes(),
        space.cost().requests(),
        space.cost().oom());
  }

  private static Optional<List<Long>> figures(FrontierPoint point) {
    return point
        .figures()
        .map(
            figures ->
                List.of(
                    figures.footprint(),
                    figures.reliefs(),
                    figures.bytesMoved(),
                    figures.pauseBytes(),
                    figures.cost(),
                    figures.oomCost()));
  }
}
