// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rmalloc experiment} and what belongs to it. */
@Timeout(300)
final class ExperimentCommandTest {
  private static final String MATRIX =
      """
      schema: rmalloc-experiment 1
      traces:
      - {synth: {ops: 300, live: 30, sizes: "uniform(8..900)", seed: 1..12}, name: "s{seed}"}
      contenders: [dlmalloc, tlsf, rmalloc2]
      heaps: [2x, min]
      """;
  private static final int TRIALS = 12 * 3 * 2;

  @TempDir private Path folder;

  @Test
  void killedThreeTimesItEndsWithTheTableOfAnUndisturbedRun() throws Exception {
    String matrix = write("matrix.yaml", MATRIX);
    String whole = folder.resolve("whole").toString();
    assertEquals(0, Execution.of("experiment", matrix, "-o", whole, "--quiet").status());
    Path killed = folder.resolve("killed");
    Map<Path, FileTime> before = new HashMap<>();
    for (int kill = 1; kill <= 3; kill++) {
      Process run =
          Execution.ofItsOwn(List.of("-Xmx64m"), "experiment", matrix, "-o", killed.toString())
              .start();
      while (run.isAlive() && results(killed).size() < kill * TRIALS / 4) {
        Thread.sleep(1);
      }
      run.destroyForcibly().waitFor();
      for (Path file : results(killed)) {
        before.putIfAbsent(file, Files.getLastModifiedTime(file));
      }
    }
    assertFalse(before.size() == TRIALS, "killed too late");
    assertEquals(1, Execution.of("experiment", "status", killed.toString()).status());
    Execution last = Execution.of("experiment", matrix, "-o", killed.toString());
    assertEquals(0, last.status(), last::toString);
    String report =
        "%d in the store already, %d measured".formatted(before.size(), TRIALS - before.size());
    assertTrue(last.err().contains(report), last::toString);
    for (Map.Entry<Path, FileTime> file : before.entrySet()) {
      assertEquals(file.getValue(), Files.getLastModifiedTime(file.getKey()), "measured again");
    }
    assertEquals(0, Execution.of("experiment", "status", killed.toString()).status());
    assertEquals(table(whole), table(killed.toString()));
  }

  /** The one way to measure: a result in a store is the file that {@code stats} writes. */
  @Test
  void aResultIsWhatStatsWrites() throws IOException {
    String trace = write("a.ops", "0 N 0 8\n1 N 0 100\n0 F 0 0\n2 N 0 60\n");
    String matrix =
        write(
            "one.yaml",
            """
            schema: rmalloc-experiment 1
            traces: a.ops
            contenders: ['l=firstfit:order=lifo']
            heaps: 3x
            """);
    Path store = folder.resolve("store");
    assertEquals(0, Execution.of("experiment", matrix, "-o", store.toString()).status());
    Path stats = folder.resolve("stats.json");
    Execution execution =
        Execution.of(
            List.of(
                "stats",
                trace,
                "-a",
                "l=firstfit:order=lifo",
                "--heap",
                "3x",
                "--no-timing",
                "--datapoints",
                "1",
                "-o",
                stats.toString()));
    assertEquals(0, execution.status(), execution::toString);
    assertEquals(Files.readString(stats), Files.readString(results(store).getFirst()));
  }

  @Test
  void aDryRunCountsAndDoesNothing() throws IOException {
    Path store = folder.resolve("store");
    String matrix = write("matrix.yaml", MATRIX + "seeds: [1, 2]\n");
    Execution dry = Execution.of("experiment", matrix, "-o", store.toString(), "--dry-run");
    assertEquals(0, dry.status(), dry::toString);
    assertTrue(
        dry.out().startsWith("combinations\t144\ntrials\t72\nin the store\t0\nto measure\t72\n"),
        dry::toString);
    assertFalse(Files.exists(store));
  }

  @Test
  void aMalformedFileIsOneLineAndNothingIsStarted() throws IOException {
    Path store = folder.resolve("store");
    String matrix = write("bad.yaml", MATRIX + "rouns: 2\n");
    Execution refused = Execution.of("experiment", matrix, "-o", store.toString());
    assertEquals(2, refused.status());
    assertTrue(
        refused.err().startsWith("rmalloc: " + matrix + ":6:1: found key 'rouns', expected"));
    assertTrue(refused.err().endsWith("; did you mean 'rounds'?\n"), refused::toString);
    assertEquals(1, refused.err().lines().count());
    assertFalse(Files.exists(store));
  }

  @Test
  void tablesHaveTheColumnsAskedFor() throws IOException {
    String matrix =
        write(
            "m.yaml", MATRIX.replace("1..12", "1").replace("2x, min", "2x").replace("tlsf, ", ""));
    String store = folder.resolve("store").toString();
    assertEquals(0, Execution.of("experiment", matrix, "-o", store).status());
    Path out = folder.resolve("out.tsv");
    List<String> arguments =
        List.of(
            "experiment",
            "table",
            store,
            "--format",
            "tsv",
            "--columns",
            "contender,heap,outcome,requests",
            "-o",
            out.toString());
    assertEquals(0, Execution.of(arguments).status());
    assertEquals(
        """
        contender\theap\toutcome\trequests
        dlmalloc\t2x\tfinished\t300
        rmalloc2\t2x\tfinished\t300
        """,
        Files.readString(out));
    Execution unknown = Execution.of("experiment", "table", store, "--columns", "contendr");
    assertEquals(2, unknown.status());
    assertTrue(unknown.err().endsWith("; did you mean 'contender'?\n"), unknown::toString);
  }

  @Test
  void parquetIsRefusedWithTheReason() {
    Execution refused =
        Execution.of("experiment", "table", folder.toString(), "--format", "parquet");
    assertEquals(2, refused.status());
    assertEquals(
        "rmalloc: Invalid value for option '--format': found 'parquet'; expected csv, tsv or jsonl;"
            + " for Parquet, write csv and convert it with DuckDB, pandas or Spark",
        refused.err().lines().findFirst().orElse(""));
  }

  @Test
  void whatIsNoStoreIsRefused() {
    for (String command : List.of("status", "table", "clean")) {
      Execution refused = Execution.of("experiment", command, folder.toString());
      assertEquals(2, refused.status());
      assertEquals(
          "rmalloc: "
              + folder
              + ": found no store, expected a folder that 'rmalloc experiment' wrote\n",
          refused.err());
    }
  }

  @Test
  void aMistypedSubcommandIsSuggested() {
    Execution alone = Execution.of("experiment", "tabel");
    assertEquals(2, alone.status());
    assertEquals(
        "rmalloc: tabel: no such file; did you mean 'rmalloc experiment table'?\n", alone.err());
    Execution withStore = Execution.of("experiment", "tabel", "x.store");
    assertEquals(2, withStore.status());
    assertTrue(
        withStore.err().contains("\nDid you mean: rmalloc experiment table?\n"),
        withStore::toString);
  }

  private String table(String store) throws IOException {
    Path out = folder.resolve("table.csv");
    assertEquals(0, Execution.of("experiment", "table", store, "-o", out.toString()).status());
    return Files.readString(out);
  }

  private static List<Path> results(Path store) throws IOException {
    List<Path> results = new ArrayList<>();
    Path files = store.resolve("results");
    if (Files.isDirectory(files)) {
      try (var found = Files.newDirectoryStream(files, "[0-9a-f]*.json")) {
        found.forEach(results::add);
      }
    }
    return results;
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
