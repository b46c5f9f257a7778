// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.ContenderParser;
import org.rmalloc.replay.result.AllocStatsReader;
import org.rmalloc.replay.result.AllocStatsSchema;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.ContendersSummary;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.RunJsonReader;
import org.rmalloc.replay.result.RunJsonWriter;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.Trace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trace against several contenders. */
final class TrialRunnerTest {
  private static final Trace TRACE = Traces.random(11, 2_000, 40, true);
  private static final MeasurementSettings QUICK =
      MeasurementSettings.DEFAULT.withTimeBudget(Duration.ofMillis(20)).withForks(1, 1);

  @TempDir private Path folder;

  @Test
  void eachContenderHasAResultAndAFile() throws IOException {
    Listener listener = new Listener();
    List<TrialResult> results =
        run(TrialSetting.DEFAULT, QUICK, listener, "optimal,firstfit,lifo=firstfit:order=lifo");
    assertEquals(List.of("optimal", "firstfit", "lifo"), labels(results));
    assertEquals(results, listener.results);
    ContenderFigures optimal = ContenderFigures.of(results.getFirst());
    long peak = results.getFirst().header().peakLive();
    assertEquals(OptionalLong.of(peak), optimal.minHeap());
    assertEquals(OptionalLong.of(peak), optimal.footprint());
    assertEquals(OptionalLong.of(0), optimal.overhead());
    assertTrue(optimal.lowerBound());
    for (TrialResult result : results) {
      Path file = folder.resolve("test.ops-" + result.header().label() + ".json");
      assertEquals(List.of(), AllocStatsSchema.problems(Files.readString(file)));
      assertEquals(result, read(file));
    }
  }

  @Test
  void timesAreNetOfTheTimersOverhead() throws IOException {
    TrialResult result =
        run(TrialSetting.DEFAULT, QUICK, new Listener(), "rmalloc-compacting").getFirst();
    long raw = result.summary().timing().orElseThrow().latency("request").orElseThrow().maximum();
    long overhead = result.header().environment().orElseThrow().timerOverheadNanos();
    assertEquals(raw - overhead, ContenderFigures.of(result).maxNanos().orElseThrow());
  }

  @Test
  void anUntimedRunIsTheSameEveryTime() throws IOException {
    MeasurementSettings untimed = QUICK.untimed();
    List<TrialResult> first =
        run(TrialSetting.DEFAULT, untimed, new Listener(), "firstfit,rmalloc");
    List<TrialResult> second =
        run(
            TrialSetting.DEFAULT,
            untimed.withConcurrency(new ReplayConcurrency(3, 1)),
            new Listener(),
            "firstfit,rmalloc");
    assertEquals(first, second);
    assertEquals(List.of("firstfit", "rmalloc"), labels(first));
  }

  @Test
  void filesSayWhetherTheirReplaysWereTimedTogether() throws IOException {
    for (int timed : new int[] {1, 2}) {
      MeasurementSettings measures = QUICK.withConcurrency(new ReplayConcurrency(1, timed));
      run(TrialSetting.DEFAULT, measures, new Listener(), "firstfit,rmalloc");
      TrialResult read = read(folder.resolve("test.ops-firstfit.json"));
      assertEquals(timed, read.header().environment().orElseThrow().timedTogether());
    }
  }

  @Test
  void aContenderThatRunsOutOfMemorySaysWhere() throws IOException {
    TrialResult result = run(heap("1x"), QUICK.untimed(), new Listener(), "firstfit").getFirst();
    assertFalse(result.summary().finished());
    ContenderFigures figures = ContenderFigures.of(result);
    assertTrue(
        figures.reason().startsWith("out of memory at op " + figures.stoppedAt().getAsLong()),
        figures.reason());
  }

  @Test
  void theSmallestHeapIsEachContendersOwn() throws IOException {
    for (TrialResult result :
        run(heap("min"), QUICK.untimed(), new Listener(), "firstfit,optimal")) {
      assertTrue(result.summary().finished(), result.header().label());
      assertEquals(
          OptionalLong.of(result.header().heapSize()), result.header().smallestHeap().bytes());
    }
  }

  @Test
  void aRefusalLeavesTheOtherResults() throws IOException {
    List<TrialResult> results =
        run(heap("2000"), QUICK.untimed(), new Listener(), "test-greedy,firstfit");
    assertTrue(results.getFirst().summary().outcome() instanceof ReplayOutcome.Refused);
    assertEquals(
        "heap of 2000 bytes: too small, at least 4096 are needed for the allocator's own"
            + " structures",
        ContenderFigures.of(results.getFirst()).reason());
    assertTrue(results.getLast().summary().outcome().replayed());
    Path file = folder.resolve("test.ops-test-greedy.json");
    assertEquals(List.of(), AllocStatsSchema.problems(Files.readString(file)));
    assertEquals(results.getFirst(), read(file));
  }

  @Test
  void passesThatDisagreeAreAnErrorAndLeaveNoFile() throws IOException {
    InvariantViolation violation =
        assertThrows(
            InvariantViolation.class,
            () -> run(TrialSetting.DEFAULT, QUICK, new Listener(), "test-twofaced"));
    assertTrue(
        violation.getMessage().startsWith("test-twofaced: the timed replay and the checked"));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void whatWasCompleteIsKeptWhenInterrupted() throws IOException {
    Listener listener =
        new Listener() {
          @Override
          public void done(TrialResult result) {
            super.done(result);
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(
        CancellationException.class,
        () -> run(TrialSetting.DEFAULT, QUICK.untimed(), listener, "firstfit,bestfit"));
    assertTrue(Thread.interrupted());
    assertEquals(List.of("firstfit"), labels(listener.results));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("test.ops-firstfit.json")), files.toList());
    }
  }

  @Test
  void jsonHasTheFieldsOfTheDesignAndIsReadBack() throws IOException {
    List<TrialResult> results = run(TrialSetting.DEFAULT, QUICK, new Listener(), "firstfit");
    ContendersSummary summary =
        ContendersSummary.of(
            results,
            List.of(new ContendersSummary.FindingText("kind", List.of("firstfit"), "Text.")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunJsonWriter.write(List.of(summary), out);
    String text = out.toString(StandardCharsets.UTF_8);
    JsonNode json = new JsonMapper().readTree(text);
    assertEquals(
        List.of(
            "schema",
            "trace",
            "trace_sha256",
            "requests",
            "peak_live",
            "heap",
            "locks",
            "rounds",
            "kill_percent",
            "seed",
            "allocators",
            "findings"),
        List.copyOf(json.propertyNames()));
    List<String> fields = List.copyOf(json.get("allocators").get(0).propertyNames());
    assertEquals(
        List.of(
            "label name kind bound finished stopped_at reason heap_size min_heap min_heap_lucky"
                .split(" ")),
        fields.subList(0, 10));
    assertTrue(
        fields.containsAll(
            List.of("pause_bytes", "root_bytes", "oom_cost_per_op", "resident_peak", "cold_ns")));
    assertEquals("trace", json.get("locks").asString());
    assertTrue(json.get("allocators").get(1).get("footprint").isNull(), "noop places nothing");
    assertEquals(List.of(summary), readBack(text));
    out.reset();
    RunJsonWriter.write(List.of(summary, summary), out);
    assertEquals(List.of(summary, summary), readBack(out.toString(StandardCharsets.UTF_8)));
  }

  private List<ContendersSummary> readBack(String text) throws IOException {
    return RunJsonReader.read(Files.writeString(folder.resolve("run.json"), text));
  }

  @Test
  void filesAreNamedSafelyAndApart() throws IOException {
    assertEquals("a_b-x.json", ResultFolderWriter.fileName("a/b", "-x.json"));
    assertEquals(".._.._x.ops-y.json", ResultFolderWriter.fileName("../../x.ops.gz", "-y.json"));
    assertEquals("t___.ops-y.json", ResultFolderWriter.fileName("t \u00fc<.ops.zst", "-y.json"));
    run(
        TrialSetting.DEFAULT,
        QUICK.untimed(),
        new Listener(),
        "a/b=firstfit,a?b=firstfit,A_B=bestfit");
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("test.ops-A_B-3.json", "test.ops-a_b-2.json", "test.ops-a_b.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private List<TrialResult> run(
      TrialSetting setting, MeasurementSettings measures, Listener listener, String contenders)
      throws IOException {
    return new TrialRunner(
            PreparedTrace.of(TRACE), setting, measures, new ResultFolderWriter(folder))
        .run(
            ContenderParser.parse(Allocators.onClassPath(), List.of(contenders), List.of()),
            listener);
  }

  private static TrialSetting heap(String text) {
    return TrialSetting.DEFAULT.withHeap(HeapSize.parse(text));
  }

  private static TrialResult read(Path file) throws IOException {
    try (AllocStatsReader reader = AllocStatsReader.open(file)) {
      while (reader.next().isPresent()) {
        // to the summary
      }
      return new TrialResult(reader.header(), reader.summary());
    }
  }

  private static List<String> labels(List<TrialResult> results) {
    return results.stream().map(result -> result.header().label()).toList();
  }

  /** Notes what it is notified of. */
  private static class Listener implements RunListener {
    final List<TrialResult> results = new ArrayList<>();

    @Override
    public void done(TrialResult result) {
      results.add(result);
    }
  }
}
