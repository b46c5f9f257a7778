// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.experiment.matrix.ExpectedRecording;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.experiment.matrix.GateTolerance.Allowance;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.NativeLibraryCatalog;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.record.AccessRecordingMethod;

/** What the keys of an experiment file mean. */
class ExperimentReaderTest {
  private static final String HEAD = "schema: rmalloc-experiment 1\n";
  private static final String SMALL =
      HEAD + "traces: a.ops\ncontenders: [dlmalloc, lifo=firstfit:order=lifo]\n";

  @TempDir private Path folder;

  @BeforeEach
  void traces() throws IOException {
    for (String name : List.of("a.ops", "b.memtrace.zst", "ls-1.ops.gz", "ls-2.ops", ".ls-3.ops")) {
      Files.writeString(folder.resolve(name), "0 N 0 8\n");
    }
  }

  @Test
  void defaultsAreTwiceThePeakSpaceAndTheSmallestHeap() throws IOException {
    Experiment experiment = read(SMALL);
    assertEquals(
        List.of("a dlmalloc 2x fine resize 1 0 1 none", "a lifo 2x fine resize 1 0 1 none"),
        rows(experiment));
    assertTrue(experiment.measures().smallestHeap());
    assertFalse(experiment.measures().timed());
    assertEquals("e", experiment.name());
  }

  @Test
  void listsMultiplyInTheOrderOfTheFile() throws IOException {
    Experiment experiment =
        read(
            HEAD
                + """
                traces: [b.memtrace.zst, a.ops]
                contenders: [tlsf, buddy]
                heaps: [3x, min]
                seeds: 1..2
                budgets: [none, 4KiB]
                """);
    assertEquals(2 * 2 * 2 * 2 * 2, experiment.combinations().size());
    assertEquals(
        List.of(
            "b tlsf 3x fine resize 1 0 1 none",
            "b tlsf 3x fine resize 1 0 1 4096",
            "b tlsf 3x fine resize 1 0 2 none",
            "b tlsf 3x fine resize 1 0 2 4096",
            "b tlsf min fine resize 1 0 1 none"),
        rows(experiment).subList(0, 5));
    assertEquals("a buddy min fine resize 1 0 2 4096", rows(experiment).getLast());
  }

  @Test
  void includeAndExcludeMatchByField() throws IOException {
    Experiment experiment =
        read(
            SMALL
                + """
                heaps: [1.50x, 2x, min]
                include: [{contender: d*}, {heap: [min, 2x]}]
                exclude: {contender: lifo, heap: min}
                """);
    assertEquals(
        List.of("dlmalloc 1.5x", "dlmalloc 2x", "dlmalloc min", "lifo 2x"),
        experiment.combinations().stream()
            .map(one -> one.contender().label() + " " + CombinationField.HEAP.of(one))
            .toList());
  }

  @Test
  void optionsOfAContenderMultiply() throws IOException {
    Experiment experiment =
        read(
            HEAD
                + """
                traces: a.ops
                contenders:
                - {name: firstfit, label: "ff-{order}-{align}", options: {order: [address, lifo], align: 1..8*8}}
                - {name: firstfit, options: {order: [fifo, lifo], header: 0}}
                """);
    assertEquals(
        List.of(
            "ff-address-1",
            "ff-address-8",
            "ff-lifo-1",
            "ff-lifo-8",
            "firstfit-fifo",
            "firstfit-lifo"),
        experiment.contenders().stream().map(Contender::label).toList());
    Map<String, String> options = experiment.contenders().get(2).optionTexts();
    assertEquals("lifo", options.get("order"));
    assertEquals("1", options.get("align"));
    assertEquals("0", experiment.contenders().getLast().optionTexts().get("header"));
  }

  @Test
  void globsAreInOrderAndTakeNoFileTwice() throws IOException {
    Experiment experiment =
        read(HEAD + "traces: [ls-2.ops, 'ls-*', '*.zst']\ncontenders: [tlsf]\n");
    assertEquals(
        List.of("ls-2", "ls-1", "b"),
        experiment.traces().stream().map(trace -> trace.name()).toList());
  }

  @Test
  void globsLookIntoAFolderBehindALink() throws IOException {
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    Files.writeString(recordings.resolve("c.ops"), "0 N 0 8\n");
    Files.createSymbolicLink(folder.resolve("link"), recordings);
    Experiment experiment = read(HEAD + "traces: 'link/*.ops'\ncontenders: [tlsf]\n");
    assertEquals(List.of("c"), experiment.traces().stream().map(trace -> trace.name()).toList());
  }

  @Test
  void syntheticTracesMultiplyAndAreTheBytesOfTheirLabel() throws IOException {
    Experiment experiment =
        read(
            HEAD
                + """
                traces:
                - {synth: {ops: 100, live: [5, 10], sizes: "uniform(8..64)", seed: 1..3}, name: "u-{live}-{seed}"}
                - {synth: {pattern: "coalescing(size 8, rounds 4)"}}
                contenders: [tlsf]
                """);
    assertEquals(
        List.of("u-5-1", "u-5-2", "u-5-3", "u-10-1", "u-10-2", "u-10-3"),
        experiment.traces().stream().map(trace -> trace.name()).limit(6).toList());
    assertEquals(7, experiment.traces().size());
    assertEquals(sha256(experiment.traces().getFirst()), sha256(experiment.traces().getFirst()));
    assertNotEquals(sha256(experiment.traces().getFirst()), sha256(experiment.traces().get(1)));
  }

  @Test
  void aProgramToRecordHasDefaultsAndAKeyOfAllThatItIs() throws IOException {
    Experiment experiment =
        read(
            HEAD
                + """
                traces:
                - {record: [/bin/ls, -l, 1]}
                - record: [/bin/ls, -l, 1]
                  name: other
                  directory: .
                  environment: {LC_ALL: C, A: 1}
                  accesses: lackey
                  exit-status: 2
                  requests: 7
                  peak-live: 99
                contenders: [tlsf]
                """);
    TraceSource.ToRecord plain = experiment.toRecord().getFirst();
    assertEquals("ls", plain.name());
    assertEquals(List.of("/bin/ls", "-l", "1"), plain.program().command());
    assertEquals(AccessRecordingMethod.NONE, plain.program().accesses());
    assertEquals(folder, plain.program().workingDirectory());
    assertEquals(ExpectedRecording.ANY, plain.expected());
    TraceSource.ToRecord other = experiment.toRecord().getLast();
    assertEquals(Map.of("LC_ALL", "C", "A", "1"), other.program().environment());
    assertEquals(2, other.program().exitStatus());
    assertEquals(99, other.expected().peakLiveBytes().orElseThrow());
    assertNotEquals(plain.program().key(), other.program().key());
  }

  private static String sha256(TraceSource trace) throws IOException {
    try (DecompressedInput input = trace.open()) {
      byte[] bytes = new byte[1 << 16];
      while (input.read(bytes, 0, bytes.length) >= 0) {}
      assertTrue(input.byteCount() > 1_000);
      return input.sha256();
    }
  }

  @Test
  void measuresAreWhatIsNamed() throws IOException {
    Experiment experiment = read(SMALL + "measure: [space, {time: {forks: 5}}, {rows: 300}]\n");
    assertFalse(experiment.measures().smallestHeap());
    assertTrue(experiment.measures().timed());
    assertEquals(5, experiment.measures().forks());
    assertEquals("300", experiment.measures().dataPoints().text());
  }

  @Test
  void tolerancesAreForAllOrForSome() throws IOException {
    Experiment experiment =
        read(
            SMALL + "tolerance: [{footprint: 4KiB}, {contender: lifo, cost: 0.5%, oom_cost: 7}]\n");
    assertEquals(
        Map.of(GateMetric.FOOTPRINT, new Allowance.Amount(4096)),
        experiment.tolerances().getFirst().allowances());
    assertEquals(
        Map.of(
            GateMetric.COST,
            new Allowance.Percent(new BigDecimal("0.5")),
            GateMetric.OOM_COST,
            new Allowance.Amount(7)),
        experiment.tolerances().getLast().allowances());
    assertEquals(
        List.of(false, true),
        experiment.combinations().stream()
            .map(experiment.tolerances().getLast().where()::matches)
            .toList());
  }

  @Test
  void jsonIsReadAsWellTabsIncluded() throws IOException {
    String json =
        """
        {
        \t"schema": "rmalloc-experiment 1",
        \t"traces": ["a.ops"], "contenders": ["tlsf"],
        \t"heaps": [65536]
        }
        """;
    assertEquals(List.of("a tlsf 65536 fine resize 1 0 1 none"), rows(read(json)));
  }

  @Test
  void threadsAreOfEachLibraryThatDoesNotSayThemItself() throws IOException {
    NativeLibraryCatalog natives =
        new NativeLibraryCatalog() {
          @Override
          public List<NativeContender> libraries() {
            return List.of(new NativeContender("glibc", Optional.empty(), "2.36"));
          }

          @Override
          public Optional<String> installationOf(String name) {
            return Optional.empty();
          }
        };
    String text = HEAD + "traces: a.ops\ncontenders: [tlsf, glibc, own=glibc:threads=recorded]\n";
    Path file = Files.writeString(folder.resolve("one.yaml"), text + "threads: one\n");
    assertEquals(
        List.of("tlsf null", "glibc one", "own recorded"),
        threads(ExperimentReader.read(file, Allocators.onClassPath(), natives)));
    Files.writeString(file, text + "threads: [one, recorded]\n");
    assertEquals(
        List.of("tlsf null", "glibc-one one", "glibc-recorded recorded", "own recorded"),
        threads(ExperimentReader.read(file, Allocators.onClassPath(), natives)));
  }

  private static List<String> threads(Experiment experiment) {
    return experiment.contenders().stream()
        .map(one -> one.label() + " " + one.optionTexts().get("threads"))
        .toList();
  }

  private Experiment read(String text) throws IOException {
    assertEquals(List.of(), ExperimentSchema.problems(text.replace('\t', ' ')), "by the schema");
    Path file = folder.resolve("e.yaml");
    Files.writeString(file, text);
    return ExperimentReader.read(file, Allocators.onClassPath());
  }

  private static List<String> rows(Experiment experiment) {
    return experiment.combinations().stream().map(ExperimentReaderTest::row).toList();
  }

  private static String row(TrialCombination combination) {
    List<String> values = new ArrayList<>();
    for (CombinationField field : CombinationField.values()) {
      if (field != CombinationField.ALLOCATOR) {
        values.add(field.of(combination));
      }
    }
    return String.join(" ", values);
  }
}
