// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.experiment.file.ExperimentReader;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.experiment.store.ResultStoreCleaner;
import org.rmalloc.experiment.store.ResultStoreStatus;
import org.rmalloc.experiment.table.ExperimentTable;
import org.rmalloc.experiment.table.TableFormat;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.trace.UsageException;

/** However an experiment is run, its store comes to hold the same, and nothing is done twice. */
class ExperimentRunnerTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);
  private static final LocalTrialExecutor ONE = new LocalTrialExecutor(1);
  private static final String MATRIX =
      """
      schema: rmalloc-experiment 1
      traces:
      - {synth: {ops: 120, live: 12, sizes: "uniform(8..200)", seed: 1..3}, name: "s{seed}"}
      contenders: [dlmalloc, rmalloc-compacting, again=dlmalloc]
      heaps: [min, 1.5x, 3x]
      seeds: [1, 2]
      """;
  private static final int COMBINATIONS = 3 * 3 * 3 * 2;
  private static final int TRIALS = 3 * 2 * 3; // two labels, two seeds without effect

  @TempDir private Path folder;

  /** Notes what failed; is interrupted after some trials. */
  private static final class Noted implements ExperimentListener {
    private final List<String> failures = new ArrayList<>();

    @Override
    public void at(String what, double done, Optional<Duration> left) {}

    @Override
    public void failed(PlannedTrial trial, String reason) {
      failures.add(trial.label() + ": " + reason);
    }
  }

  @Test
  void oneJobTwoJobsAndMergedShardsGiveTheSameTable() throws IOException {
    Experiment experiment = experiment(MATRIX);
    ExperimentOutcome report = run(experiment, "one", TrialShard.WHOLE, ONE);
    assertEquals(new ExperimentOutcome(COMBINATIONS, TRIALS, 0, TRIALS, 0), report);
    run(experiment, "two", TrialShard.WHOLE, new LocalTrialExecutor(2));
    ExperimentOutcome first = run(experiment, "a", new TrialShard(1, 2), ONE);
    ExperimentOutcome second = run(experiment, "b", new TrialShard(2, 2), ONE);
    assertTrue(first.measured() > 0 && second.measured() > 0, first + " " + second);
    assertEquals(TRIALS, first.measured() + second.measured());
    merge("b", "a");
    String table = table("one");
    assertEquals(1 + COMBINATIONS, table.lines().count());
    assertFalse(table.contains(",,,,,,"), "an empty row in " + table);
    assertEquals(table, table("two"));
    assertEquals(table, table("a"));
    assertEquals(contents("one"), contents("two"));
  }

  @Test
  void whatIsThereIsNeitherMeasuredNorWrittenAgain() throws IOException {
    Experiment experiment = experiment(MATRIX);
    run(experiment, "store", TrialShard.WHOLE, ONE);
    String table = table("store");
    List<Path> files = results("store");
    for (Path file : files) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
    Files.delete(files.getFirst());
    ExperimentOutcome report = run(experiment, "store", TrialShard.WHOLE, ONE);
    assertEquals(new ExperimentOutcome(COMBINATIONS, TRIALS, TRIALS - 1, 1, 0), report);
    for (Path file : files.subList(1, files.size())) {
      assertEquals(LONG_AGO, Files.getLastModifiedTime(file));
    }
    assertEquals(table, table("store"));
    assertEquals(0, run(experiment, "store", TrialShard.WHOLE, ONE).measured());
  }

  @Test
  void anInterruptedRunKeepsWhatIsCompleteAndIsTakenUp() throws IOException {
    Experiment experiment = experiment(MATRIX);
    run(experiment, "whole", TrialShard.WHOLE, ONE);
    ResultStore store = ResultStore.create(folder.resolve("store"));
    TrialExecutor interrupted =
        (todo, into, progress) -> {
          ONE.run(todo.subList(0, 2), into, progress);
          throw new CancellationException("interrupted");
        };
    assertThrows(
        CancellationException.class,
        () -> ExperimentRunner.run(experiment, store, TrialShard.WHOLE, interrupted, new Noted()));
    ResultStoreStatus status = status("store");
    assertEquals(new ResultStoreStatus(COMBINATIONS, TRIALS, 6, 0), status);
    assertFalse(status.complete());
    assertEquals(12, run(experiment, "store", TrialShard.WHOLE, ONE).measured());
    assertTrue(status("store").complete());
    assertEquals(table("whole"), table("store"));
  }

  @Test
  void aResultThatLacksSomethingIsMeasuredAgainWithAllItHad() throws IOException {
    String space = MATRIX + "measure: [space, {rows: 50}]\n";
    run(experiment(space), "store", TrialShard.WHOLE, ONE);
    assertFalse(table("store").contains("min_heap"));
    Experiment more =
        experiment(MATRIX); // of 6 trials the smallest heap was searched for its own sake
    assertEquals(TRIALS - 6, run(more, "store", TrialShard.WHOLE, ONE).measured());
    assertTrue(table("store").lines().findFirst().orElseThrow().contains("min_heap"));
    assertEquals(0, run(experiment(space), "store", TrialShard.WHOLE, ONE).measured());
  }

  @Test
  void aDamagedResultIsMeasuredAgain() throws IOException {
    Experiment experiment = experiment(MATRIX);
    run(experiment, "store", TrialShard.WHOLE, ONE);
    Map<String, String> whole = contents("store");
    List<Path> files = results("store");
    Files.writeString(files.get(0), "");
    Files.writeString(files.get(1), Files.readString(files.get(1)).substring(0, 100));
    assertEquals(2, run(experiment, "store", TrialShard.WHOLE, ONE).measured());
    assertEquals(whole, contents("store"));
  }

  @Test
  void aTraceThatHasChangedSinceItWasReadIsNotMeasured() throws IOException {
    Path trace = folder.resolve("t.ops");
    Files.writeString(trace, "0 N 0 8\n0 F 0 0\n");
    Experiment experiment =
        experiment("schema: rmalloc-experiment 1\ntraces: t.ops\ncontenders: [tlsf, buddy]\n");
    ResultStore store = ResultStore.create(folder.resolve("store"));
    Noted noted = new Noted();
    TrialExecutor late =
        (todo, into, progress) -> {
          Files.writeString(trace, "0 N 0 9\n0 F 0 0\n");
          return ONE.run(todo, into, progress);
        };
    ExperimentOutcome report =
        ExperimentRunner.run(experiment, store, TrialShard.WHOLE, late, noted);
    assertEquals(new ExperimentOutcome(2, 2, 0, 0, 2), report);
    assertTrue(
        noted.failures.getFirst().endsWith(": the trace changed during the run; start it again"),
        noted.failures::toString);
    assertEquals(List.of(), results("store"));
  }

  @Test
  void aTrialThatCannotBeMadeFailsAloneAndTheOthersGoOn() throws IOException {
    Experiment experiment =
        experiment(MATRIX.replace("heaps: [min, 1.5x, 3x]", "heaps: [2x, 99999999x]"));
    Noted noted = new Noted();
    ResultStore store = ResultStore.create(folder.resolve("store"));
    ExperimentOutcome report =
        ExperimentRunner.run(experiment, store, TrialShard.WHOLE, ONE, noted);
    assertEquals(6, report.measured());
    assertEquals(6, report.failed());
    assertTrue(noted.failures.getFirst().contains("a heap has"), noted.failures::toString);
    assertFalse(status("store").complete());
  }

  @Test
  void cleaningRemovesOtherBuildsAndDraftsAndNothingElse() throws IOException {
    run(experiment(MATRIX), "store", TrialShard.WHOLE, ONE);
    Map<String, String> whole = contents("store");
    Path first = results("store").getFirst();
    String name = first.getFileName().toString();
    Path old = first.resolveSibling(name.substring(0, 65) + "0123456789abcdef.json");
    Path draft = first.resolveSibling("." + name + ".1.part");
    Files.copy(first, old);
    Files.writeString(draft, "{");
    ResultStore store = ResultStore.open(folder.resolve("store"));
    Path recordings = Files.createDirectory(store.recordings());
    Path recording = Files.writeString(recordings.resolve("ls-1234.hrec.zst"), "kept");
    Path half = Files.createDirectory(recordings.resolve(".recording-1"));
    Path inside = Files.writeString(half.resolve("1.0.hrec"), "half");
    List<Path> superfluous = new ResultStoreCleaner(store, Allocators.onClassPath()).superfluous();
    assertEquals(List.of(draft, inside, half, old), superfluous);
    ResultStoreCleaner.remove(superfluous);
    assertEquals(whole, contents("store"));
    assertTrue(Files.exists(recording) && !Files.exists(half));
  }

  @Test
  void theEstimateGrowsWithTheWork() throws IOException {
    Experiment experiment = experiment(MATRIX.replace("ops: 120", "ops: 50000"));
    ResultStore store = ResultStore.at(folder.resolve("none"));
    List<TrialsAcrossHeapSizes> todo =
        ExperimentPlan.of(experiment, store, TrialShard.WHOLE).todo();
    Duration one = RunDurationEstimate.of(todo, 1);
    assertTrue(one.toMillis() > 1_000, one::toString);
    assertTrue(RunDurationEstimate.of(todo, 2).compareTo(one) < 0);
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void shardsAreRefusedOutsideOfTheirNumber() {
    assertEquals(new TrialShard(2, 3), TrialShard.parse("2/3"));
    for (String text : List.of("0/3", "4/3", "1", "1/0", "a/b", "-1/2", "1/2/3")) {
      assertThrows(UsageException.class, () -> TrialShard.parse(text), text);
    }
  }

  private Experiment experiment(String text) throws IOException {
    Path file = folder.resolve("e.yaml");
    Files.writeString(file, text);
    return ExperimentReader.read(file, Allocators.onClassPath());
  }

  private ExperimentOutcome run(
      Experiment experiment, String store, TrialShard shard, TrialExecutor executor)
      throws IOException {
    Noted noted = new Noted();
    ExperimentOutcome report =
        ExperimentRunner.run(
            experiment, ResultStore.create(folder.resolve(store)), shard, executor, noted);
    assertEquals(List.of(), noted.failures);
    return report;
  }

  private ResultStoreStatus status(String name) throws IOException {
    ResultStore store = ResultStore.open(folder.resolve(name));
    return ResultStoreStatus.of(store, ExperimentTrialList.read(store, "e"));
  }

  private String table(String name) throws IOException {
    ResultStore store = ResultStore.open(folder.resolve(name));
    StringWriter table = new StringWriter();
    ExperimentTable.of(store, ExperimentTrialList.read(store, "e")).write(TableFormat.CSV, table);
    return table.toString();
  }

  private List<Path> results(String store) throws IOException {
    try (var files = Files.list(folder.resolve(store).resolve("results"))) {
      return files.sorted().toList();
    }
  }

  private Map<String, String> contents(String store) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : results(store)) {
      contents.put(file.getFileName().toString(), Files.readString(file));
    }
    return contents;
  }

  private void merge(String from, String into) throws IOException {
    for (Path file : results(from)) {
      Files.copy(
          file,
          folder.resolve(into).resolve("results").resolve(file.getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
