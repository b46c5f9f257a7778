// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.experiment.file.ExperimentReader;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.experiment.store.ResultStoreStatus;
import org.rmalloc.experiment.table.ExperimentTable;
import org.rmalloc.experiment.table.TableFormat;
import org.rmalloc.replay.contender.Allocators;

/** An experiment that takes times: once, in processes of their own, and never in one column. */
final class TimedExperimentTest {
  private static final String MATRIX =
      """
      schema: rmalloc-experiment 1
      traces: {synth: {ops: 40, live: 5, sizes: fixed(16)}, name: t}
      contenders: [dlmalloc, tlsf]
      heaps: 20x
      measure: [space, {time: {forks: 1}}]
      """;

  @TempDir private Path folder;

  /** Notes nothing. */
  private static final class Silent implements ExperimentListener {
    @Override
    public void at(String what, double done, Optional<Duration> left) {}

    @Override
    public void failed(PlannedTrial trial, String reason) {
      throw new AssertionError(trial.label() + ": " + reason);
    }
  }

  @Test
  void timesOfEachHostHaveColumnsOfTheirOwn() throws IOException {
    Path file = Files.writeString(folder.resolve("timed.yaml"), MATRIX);
    Experiment experiment = ExperimentReader.read(file, Allocators.onClassPath());
    ResultStore store = ResultStore.create(folder.resolve("store"));
    assertEquals(new ExperimentOutcome(2, 2, 0, 2, 0), run(experiment, store));
    assertEquals(
        new ExperimentOutcome(2, 2, 2, 0, 0), run(experiment, store), "timed a second time");

    List<String> lines = table(store, "contender", "throughput_ns", "host");
    assertTrue(lines.get(1).matches("dlmalloc,[0-9.]+,.+"), lines::toString);
    assertTrue(lines.get(2).matches("tlsf,[0-9.]+,.+"), lines::toString);

    String host = lines.get(1).replaceFirst(".*,", "");
    moveToAnotherHost(store, host);
    lines = table(store, "contender", "throughput_ns@" + host, "throughput_ns@zz", "host");
    assertTrue(lines.get(1).matches("dlmalloc,,[0-9.]+,zz"), lines::toString);
    assertTrue(lines.get(2).matches("tlsf,[0-9.]+,,.+"), lines::toString);
  }

  /** A heap that a contender refuses gives no time, and is not tried again and again. */
  @Test
  void aTrialThatCannotBeTimedIsDone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("timed.yaml"),
            MATRIX.replace("dlmalloc, tlsf", "tlsf").replace("20x", "100"));
    Experiment experiment = ExperimentReader.read(file, Allocators.onClassPath());
    ResultStore store = ResultStore.create(folder.resolve("store"));
    assertEquals(new ExperimentOutcome(1, 1, 0, 1, 0), run(experiment, store));
    assertEquals(new ExperimentOutcome(1, 1, 1, 0, 0), run(experiment, store), "measured again");
    assertTrue(ResultStoreStatus.of(store, ExperimentTrialList.read(store, "timed")).complete());
    assertEquals("tlsf,refused", table(store, "contender", "outcome").get(1));
  }

  private static ExperimentOutcome run(Experiment experiment, ResultStore store)
      throws IOException {
    return ExperimentRunner.run(
        experiment, store, TrialShard.WHOLE, new LocalTrialExecutor(2), new Silent());
  }

  private static List<String> table(ResultStore store, String... columns) throws IOException {
    StringWriter table = new StringWriter();
    ExperimentTable.of(store, ExperimentTrialList.read(store, "timed"), List.of(columns))
        .write(TableFormat.CSV, table);
    return table.toString().lines().toList();
  }

  /** As if the first result had been copied from there. */
  private static void moveToAnotherHost(ResultStore store, String host) throws IOException {
    Path result = store.file(ExperimentTrialList.read(store, "timed").rows().getFirst().file());
    String text = Files.readString(result);
    String moved = text.replaceFirst("(\"host\"\\s*:\\s*)\"" + host + "\"", "$1\"zz\"");
    assertTrue(!moved.equals(text), text);
    Files.writeString(result, moved);
  }
}
