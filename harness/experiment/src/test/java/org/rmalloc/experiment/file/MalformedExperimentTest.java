// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.trace.UsageException;

/** What is wrong with an experiment file is said in one line, at its line and column. */
class MalformedExperimentTest {
  private static final String HEAD = "schema: rmalloc-experiment 1\n";
  private static final String SMALL = HEAD + "traces: a.ops\ncontenders: [dlmalloc, firstfit]\n";

  @TempDir private Path folder;

  /**
   * A file and what is wrong with it.
   *
   * @param message after the file's name; § stands for any text
   * @param bySchema whether the published schema refuses it as well
   */
  record Case(String text, String message, boolean bySchema) {}

  static List<Case> cases() {
    return List.of(
        // keys
        new Case(
            SMALL + "heeps: [2x]\n",
            "4:1: found key 'heeps', expected one of schema, traces, contenders, heaps, locks,"
                + " realloc, rounds, kill-percent, seeds, budgets, threads, measure, include,"
                + " exclude, tolerance; did you mean 'heaps'?",
            true),
        new Case(
            SMALL + "heaps: 2x\nheaps: 3x\n",
            "5:1: found key 'heaps' a second time, expected each key once",
            false),
        new Case(
            "traces: a.ops\ncontenders: tlsf\n",
            "1:1: found a map without the key 'schema', expected schema: …",
            true),
        new Case(
            HEAD + "traces: a.ops\n",
            "1:1: found a map without the key 'contenders', expected contenders: …",
            true),
        new Case(
            "schema: rmalloc-experiment 2\ntraces: a.ops\ncontenders: tlsf\n",
            "1:9: found 'rmalloc-experiment 2', expected 'rmalloc-experiment 1'",
            true),
        new Case(
            SMALL + "threads: one\n",
            "4:10: found threads, expected a malloc library among the contenders, since only"
                + " libraries run on threads",
            false),
        new Case(
            SMALL + "threads: oen\n",
            "4:10: found 'oen', expected 'one' or 'recorded'; did you mean 'one'?",
            false),
        // units
        new Case(
            SMALL + "heaps: [2x, 64kb]\n",
            "4:13: found '64kb', expected bytes (65536, 64KiB), a factor of the peak (1.5x), or"
                + " min; did you mean '64KiB'?",
            false),
        new Case(
            SMALL + "kill-percent: 50%\n",
            "4:15: found '50%', expected a whole number from 0 to 100, without a unit; did you"
                + " mean '50'?",
            false),
        new Case(
            SMALL + "heaps: 0x\n",
            "4:8: found '0x', expected bytes (65536, 64KiB), a factor of the peak (1.5x), or min",
            false),
        new Case(
            SMALL + "heaps: 1.5\n",
            "4:8: found '1.5', expected bytes (65536, 64KiB), a factor of the peak (1.5x), or min;"
                + " did you mean '1.5x'?",
            false),
        new Case(SMALL + "heaps: -5\n", "4:8: found '-5', expected bytes ", false),
        new Case(
            SMALL + "locks: fin\n",
            "4:8: found 'fin', expected fine, coarse or none; did you mean 'fine'?",
            false),
        new Case(
            SMALL + "tolerance: {cost: 5B}\n",
            "4:19: found '5B', expected a whole number without a unit (0, 100), or a share (0.5%)",
            true),
        new Case(
            SMALL + "tolerance: {footprint: 5}\n",
            "4:24: found '5', expected bytes with a unit (0B, 4KiB), or a share (0.5%)",
            true),
        // files
        new Case(
            HEAD + "traces:\n- b*.ops\ncontenders: tlsf\n",
            "3:3: found glob 'b*.ops', which matches no file in FOLDER, expected one that matches",
            false),
        new Case(
            HEAD + "traces: [a.opt]\ncontenders: tlsf\n",
            "2:10: found no file 'FOLDER/a.opt', expected a trace; did you mean 'a.ops'?",
            false),
        // contenders
        new Case(
            HEAD + "traces: a.ops\ncontenders: [tlsf, buddy, tlsf]\n",
            "3:27: found two contenders called 'tlsf', expected a label for one, such as"
                + " other=tlsf",
            false),
        new Case(
            HEAD
                + "traces: a.ops\n"
                + "contenders:\n"
                + "- {name: firstfit, label: ff, options: {align: [4, 8]}}\n",
            "4:27: found two contenders called 'ff', expected a label for one, such as"
                + " other=firstfit",
            false),
        new Case(
            HEAD + "traces: a.ops\ncontenders: [dlmaloc]\n",
            "3:14: found allocator 'dlmaloc', expected one of §; did you mean 'dlmalloc'?",
            false),
        new Case( // a planner, no allocator in an arena
            HEAD + "traces: a.ops\ncontenders: [planed]\n",
            "3:14: found allocator 'planed', expected one of §, planned; did you mean 'planned'?",
            false),
        new Case(
            HEAD + "traces: a.ops\ncontenders:\n- name: firstfit\n  options:\n    ordr: lifo\n",
            "6:5: found option of firstfit 'ordr', expected one of §; did you mean 'order'?",
            false),
        new Case(
            HEAD + "traces: a.ops\ncontenders: ['firstfit:order=up']\n",
            "3:14: found 'firstfit:order=up', expected a contender; ",
            false),
        new Case(
            HEAD + "traces: a.ops\ncontenders: ['firstfit:ordr=lifo']\n",
            "3:14: found 'firstfit:ordr=lifo', expected a contender; firstfit: unknown option"
                + " 'ordr'§; did you mean 'order'?",
            false),
        new Case(
            HEAD + "traces: a.ops\ncontenders: {name: firstfit, options: {order: [fifo, lofi]}}\n",
            "3:54: found 'lofi', expected address, lifo, fifo; did you mean 'lifo'?",
            false),
        new Case(
            HEAD
                + "traces: a.ops\n"
                + "contenders: [{name: firstfit, label: 'f-{ordr}', options: {order: lifo}}]\n",
            "3:38: found place 'ordr', expected order; did you mean 'order'?",
            false),
        // ranges
        new Case(
            SMALL + "seeds: [1..]\n",
            "4:9: found range '1..', expected FROM..TO, FROM..TO+STEP or FROM..TO*FACTOR, such as"
                + " 1..10, 1x..3x+0.25x or 64KiB..1MiB*2",
            false),
        new Case(
            SMALL + "heaps: 1x..3x\n",
            "4:8: found range '1x..3x' without a step, expected one, such as 1x..3x+0.25x",
            false),
        new Case(SMALL + "heaps: ..3x\n", "4:8: found range '..3x', expected FROM..TO, ", false),
        new Case(SMALL + "seeds: 3..1\n", "4:8: found range '3..1', expected ", false),
        new Case(SMALL + "seeds: 0..9*2\n", "4:8: found range '0..9*2', expected ", false),
        new Case(
            SMALL + "seeds: 1..99999999\n", "4:8: found range '1..99999999' of more than ", false),
        new Case(
            SMALL + "seeds: [1, 2, 1]\n",
            "4:15: found '1' a second time, expected each value once",
            false),
        // matches
        new Case(
            SMALL + "exclude: {contender: dlmaloc}\n",
            "4:22: found contender 'dlmaloc', expected one of dlmalloc, firstfit; did you mean"
                + " 'dlmalloc'?",
            false),
        new Case(
            SMALL + "exclude: {contendr: dlmalloc}\n",
            "4:11: found key 'contendr', expected ",
            true),
        new Case(
            SMALL + "exclude: {heap: 2x}\n",
            "4:10: found 2 of 2 combinations excluded, expected one or more left",
            false),
        // measures
        new Case(
            SMALL + "measure: [spce]\n",
            "4:11: found measure 'spce', expected one of space, min-heap, time, rows; did you mean"
                + " 'space'?",
            true),
        new Case(
            SMALL + "measure: [{time: {forks: 0}}]\n",
            "4:26: found '0', expected forks, a whole number from 1 to 1000",
            true),
        new Case(
            SMALL + "measure: rows\n", "4:10: found 'rows' without a number, expected ", false),
        // synthetic traces
        new Case(
            HEAD + "traces: {synth: {ops: 10, live: 2, sizes: lognorm(3)}}\ncontenders: tlsf\n",
            "2:43: found 'lognorm(3)', expected a law of sizes; ",
            false),
        new Case(
            HEAD + "traces: {synth: {ops: 10, sizes: fixed(8)}}\ncontenders: tlsf\n",
            "2:17: found a map without the key 'live', expected live: …",
            false),
        new Case(
            HEAD + "traces: {synth: {ops: 10, live: 0, sizes: fixed(8)}}\ncontenders: tlsf\n",
            "2:17: found 10 ops, 0 live blocks; expected 1 to 2^31 ops",
            false),
        // recordings to make
        new Case(
            HEAD + "traces: {record: ls -l}\ncontenders: tlsf\n",
            "2:18: found 'ls -l', expected a list of the program and its arguments, such as"
                + " [ls, -l, /bin/]",
            true),
        new Case(
            HEAD + "traces: {record: []}\ncontenders: tlsf\n",
            "2:18: found an empty list, expected a list of the program",
            true),
        new Case(
            HEAD + "traces: {record: [ls], acesses: none}\ncontenders: tlsf\n",
            "2:24: found key 'acesses', expected one of record, name, directory, environment,"
                + " accesses, exit-status, sha256, requests, peak-live; did you mean 'accesses'?",
            true),
        new Case(
            HEAD + "traces: {record: [ls], accesses: heaprek}\ncontenders: tlsf\n",
            "2:34: found value 'heaprek', expected one of auto, heaprec, lackey, none; did you"
                + " mean 'heaprec'?",
            true),
        new Case(
            HEAD + "traces: {record: [ls], directory: no}\ncontenders: tlsf\n",
            "2:35: found 'no', expected a folder that is there, to run the program in, from FOLDER",
            false),
        new Case(
            HEAD + "traces: {record: [ls], environment: {LC-ALL: C}}\ncontenders: tlsf\n",
            "2:38: found 'LC-ALL', expected the name of an environment variable: letters, digits"
                + " and _, no digit first",
            true),
        new Case(
            HEAD + "traces: {record: [ls], environment: LC_ALL}\ncontenders: tlsf\n",
            "2:37: found 'LC_ALL', expected a map of environment variables, such as {LC_ALL: C}",
            true),
        new Case(
            HEAD + "traces: {record: [ls], peak-live: 64KiB}\ncontenders: tlsf\n",
            "2:35: found '64KiB', expected peak-live, a whole number, 1 or more, without a unit",
            true),
        new Case(
            HEAD + "traces: {record: [ls], exit-status: 256}\ncontenders: tlsf\n",
            "2:37: found '256', expected exit-status, a whole number from 0 to 255",
            true),
        new Case(
            HEAD + "traces: {record: [ls], sha256: 2a00}\ncontenders: tlsf\n",
            "2:32: found '2a00', expected sha256 of the recording's uncompressed bytes, 64"
                + " hexadecimal digits in lower case",
            true),
        new Case(
            HEAD + "traces: [{record: [ls]}, {record: [ls, -l]}]\ncontenders: tlsf\n",
            "2:26: found two traces called 'ls', expected a name for one, such as",
            false),
        // shapes
        new Case(SMALL + "heaps:\n", "4:7: found nothing, expected bytes", true),
        new Case(SMALL + "heaps: []\n", "4:8: found an empty list, expected bytes", true),
        new Case(SMALL + "heaps: [[2x]]\n", "4:9: found a list, expected bytes", true),
        new Case("- a\n- b\n", "1:1: found a list, expected an experiment: a map with ", true),
        new Case("", "1:1: found an empty file, expected an experiment", true),
        new Case(
            HEAD + "traces: " + "[".repeat(3000) + "]".repeat(3000) + "\n",
            "2:40: found lists or maps nested more than 32 deep, expected fewer",
            false),
        new Case(
            HEAD + "traces: " + "[".repeat(100_000) + "\n",
            "2:40: found lists or maps nested more than 32 deep, expected fewer",
            false),
        new Case(
            "a: &a [x]\nb: [" + "*a, ".repeat(60) + "]\n",
            "1:1: found a fault of YAML: § aliases",
            false),
        // no YAML
        new Case(SMALL + "heaps: [2x\n", "5:1: found a fault of YAML: ", false),
        new Case(SMALL + "heaps: {2x\n", "5:1: found a fault of YAML: ", false),
        new Case(SMALL + "\theaps: 2x\n", "4:1: found a fault of YAML: ", false),
        new Case(SMALL + "heaps: *two\n", "4:8: found a fault of YAML: ", false),
        new Case(SMALL + "heaps: \u0001\n", "4:8: found a fault of YAML: a character ", false),
        new Case(
            SMALL + "---\nheaps: 2x\n", "5:1: found a second YAML document, expected one", false));
  }

  @BeforeEach
  void trace() throws IOException {
    Files.writeString(folder.resolve("a.ops"), "0 N 0 8\n");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedByLineAndColumn(Case malformed) throws IOException {
    Path file = folder.resolve("e.yaml");
    Files.writeString(file, malformed.text);
    UsageException refused =
        assertThrows(
            UsageException.class, () -> ExperimentReader.read(file, Allocators.onClassPath()));
    String expected = (file + ":" + malformed.message).replace("FOLDER", folder.toString());
    String found = refused.getMessage();
    for (String part : expected.split("§", -1)) {
      assertTrue(found.contains(part), () -> part + " expected: " + found);
    }
    assertTrue(found.startsWith(expected.split("§", -1)[0]), found);
    assertEquals(1, found.lines().count());
    if (malformed.bySchema) {
      assertFalse(ExperimentSchema.problems(malformed.text).isEmpty(), "by the schema");
    }
  }

  /** What is cut at any byte is refused or means something, and is never our bug. */
  @ParameterizedTest
  @MethodSource("wholeFiles")
  void aFileCutAnywhereIsNoBugOfOurs(String whole) throws IOException {
    Path file = folder.resolve("e.yaml");
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      try {
        ExperimentReader.read(file, Allocators.onClassPath());
      } catch (UsageException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  static List<String> wholeFiles() {
    return List.of(
        SMALL
            + """
            heaps: [1x..3x+0.5x, min, 64KiB..1MiB*2]
            measure: [space, {time: {forks: 5}}]
            exclude: [{contender: firstfit, heap: min}]
            tolerance: {footprint: 0B, cost: 0.5%}
            """,
        """
        {"schema": "rmalloc-experiment 1", "traces": [{"synth": {"ops": 10, "live": 2,
          "sizes": "fixed(8)", "seed": "1..3"}, "name": "ä-{seed}"}],
          "contenders": [{"name": "firstfit", "options": {"align": ["1..8*2"]}}]}
        """);
  }
}
