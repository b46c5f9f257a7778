// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.experiment.baseline.MetricGrowthSteps;
import org.rmalloc.experiment.file.ExperimentReader;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.space.SpaceReplayOptions;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;

/** When figures of one replay grew. */
final class MetricGrowthRecorderTest {
  @TempDir private Path folder;

  /** What locks cost is of the request that they follow, not of the next one. */
  @Test
  void aLockCostsAfterTheRequestBeforeIt() throws IOException {
    MetricGrowthSteps lockCost = log("0 N 0 8\n0 L 0 0\n0 U 0 0\n1 N 0 8\n2 N 0 8\n2 L 0 0\n");
    assertEquals(2, lockCost.size());
    assertEquals(0, lockCost.request(0));
    assertEquals(2, lockCost.request(1), "after the last request");
  }

  private MetricGrowthSteps log(String ops) throws IOException {
    Files.writeString(folder.resolve("t.lockops"), "# rmalloc-ops 1 dialect=lock\n" + ops);
    Path file =
        Files.writeString(
            folder.resolve("e.yaml"),
            "schema: rmalloc-experiment 1\ntraces: t.lockops\ncontenders: rmalloc\n");
    Experiment experiment = ExperimentReader.read(file, Allocators.onClassPath());
    PreparedTrace trace =
        PreparedTrace.read(
            experiment.traces().getFirst(),
            experiment.traces().getFirst().readOptions(),
            TrialSetting.DEFAULT);
    return MetricGrowthRecorder.of(
            trace.workload(),
            Allocators.onClassPath().contender("rmalloc", Map.of()),
            new SpaceReplayOptions(4096, CompactionLimit.NONE, new DataPointSampling(1), false))
        .of(GateMetric.LOCK_COST);
  }
}
