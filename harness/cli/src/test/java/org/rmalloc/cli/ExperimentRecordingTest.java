// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that an experiment makes. Where no C compiler is, nothing can be recorded. */
@Timeout(120)
final class ExperimentRecordingTest {
  private static final String PROGRAM = "[sh, -c, 'echo seen; echo \"$WORD\" >> runs; exit 3']";
  private static final Pattern CHANGED =
      Pattern.compile(".*recordings/sh-\\w+\\.hrec\\.zst: found SHA-256.*");

  @TempDir private Path folder;

  @Test
  void aProgramIsRecordedOnceAndItsRecordingIsChecked() throws IOException {
    assumeTrue(isOnPath("cc"), "did not run: no C compiler (cc)");
    String file = write(entry("exit-status: 3, environment: {WORD: here}, directory: sub"));
    Files.createDirectory(folder.resolve("sub"));
    Execution first = experiment(file);
    assertEquals(0, first.status(), first::toString);
    assertEquals("", first.out(), "what the program prints is dropped");
    assertTrue(first.err().contains("2 measured"), first::toString);
    Path recording = recordings().getFirst();
    FileTime made = Files.getLastModifiedTime(recording);
    Execution second = experiment(file);
    assertEquals(0, second.status(), second::toString);
    assertTrue(second.err().contains("2 in the store already, 0 measured"), second::toString);
    assertEquals(made, Files.getLastModifiedTime(recording));
    assertEquals("here\n", Files.readString(folder.resolve("sub/runs")), "run once, in sub");

    long requests = number(recording, "requests");
    Execution expected =
        experiment(
            write(
                entry(
                    "exit-status: 3, environment: {WORD: here}, directory: sub,"
                        + " requests: "
                        + requests
                        + ", peak-live: "
                        + number(recording, "peak_live"))));
    assertEquals(0, expected.status(), expected::toString);
    Execution other =
        experiment(
            write(
                entry(
                    "exit-status: 3, environment: {WORD: here}, directory: sub,"
                        + " requests: "
                        + (requests + 1))));
    assertEquals(2, other.status());
    assertTrue(other.err().contains(":2:18: found a recording of 'sh -c"), other::toString);
    assertTrue(
        other.err().endsWith("' with %d requests, expected %d\n".formatted(requests, requests + 1)),
        other::toString);

    write(entry("exit-status: 3, environment: {WORD: here}, directory: sub"));
    byte[] bytes = Files.readAllBytes(recording);
    Files.write(recording, Files.readAllBytes(Path.of(file))); // not what it was
    Execution changed = experiment(file);
    assertEquals(2, changed.status());
    assertTrue(CHANGED.matcher(changed.err().strip()).matches(), changed::toString);
    Files.write(recording, bytes);
    assertEquals(0, experiment(file).status());
  }

  @Test
  void aProgramThatFailsIsSaidByLineAndColumnAndLeavesNothing() throws IOException {
    assumeTrue(isOnPath("cc"), "did not run: no C compiler (cc)");
    String file = write(entry("name: failing"));
    Execution failed = experiment(file, "--quiet");
    assertEquals(2, failed.status());
    assertEquals(
        "rmalloc: "
            + file
            + ":2:18: found exit status 3 of 'sh -c echo seen; echo \"$WORD\" >> runs;"
            + " exit 3', expected 0; its recording is not kept\n",
        failed.err());
    assertEquals(List.of(), recordings());
    assertFalse(Files.exists(folder.resolve("e.store/e.trials.jsonl")));
  }

  @Test
  void aProgramThatRequestsNothingIsRefused() throws IOException {
    assumeTrue(isOnPath("cc"), "did not run: no C compiler (cc)");
    String file = write("traces: {record: ['true']}\n");
    Execution refused = experiment(file, "--quiet");
    assertEquals(2, refused.status());
    String expected =
        "rmalloc: " + file + ":2:18: found no request of 'true', expected one or more";
    assertTrue(refused.err().startsWith(expected), refused::toString);
    assertEquals(List.of(), recordings());
  }

  @Test
  void nothingRunsWhereOneProgramCannotBeRecorded() throws IOException {
    String file =
        write(
            "traces: [{record: "
                + PROGRAM
                + ", exit-status: 3},\n  {record: [no-such-program]}]\n");
    Execution refused = experiment(file);
    assertEquals(2, refused.status());
    assertEquals(
        "rmalloc: "
            + file
            + ":3:12: found 'no-such-program', expected a program that can be"
            + " recorded: no-such-program: no such program\n",
        refused.err());
    assertFalse(Files.exists(folder.resolve("runs")));
    assertFalse(Files.exists(folder.resolve("e.store")));
  }

  @Test
  void aDryRunSaysWhatIsToBeRecorded() throws IOException {
    Execution dry = experiment(write(entry("exit-status: 3")), "--dry-run");
    assertEquals(0, dry.status(), dry::toString);
    assertEquals(
        """
        combinations\t2
        trials\t2
        in the store\t0
        to measure\t2
        about\t0 s
        to record\tsh\tsh -c echo seen; echo "$WORD" >> runs; exit 3
        """,
        dry.out());
    assertFalse(Files.exists(folder.resolve("e.store")));
  }

  @Test
  void shardsShareARecordingThatIsMadeBefore() throws IOException {
    String file = write(entry("exit-status: 3"));
    Execution refused = experiment(file, "--shard", "1/2");
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("which is not recorded yet, expected its recording in "));
    assertTrue(refused.err().contains("run 'rmalloc experiment record " + file), refused::toString);
    assertFalse(Files.exists(folder.resolve("e.store")));
    assumeTrue(isOnPath("cc"), "did not run: no C compiler (cc)");
    String store = folder.resolve("e.store").toString();
    Execution recorded = Execution.of("experiment", "record", file, "-o", store);
    assertEquals(0, recorded.status(), recorded::toString);
    assertTrue(
        recorded.err().endsWith("1 recording, 0 in the store already, 1 made\n"),
        recorded::toString);
    assertEquals(0, experiment(file, "--shard", "1/2").status());
    assertEquals(0, experiment(file, "--shard", "2/2").status());
    assertEquals(0, Execution.of("experiment", "status", store).status());
  }

  @Test
  void aGateRefusesAProgramToRecord() throws IOException {
    String file = write(entry("exit-status: 3"));
    Execution refused =
        Execution.of("gate", file, "--baseline", folder.resolve("b.json").toString(), "--update");
    assertEquals(2, refused.status());
    assertTrue(
        refused.err().startsWith("rmalloc: " + file + ":2:18: found a program to record, expected"),
        refused::toString);
  }

  private static String entry(String more) {
    return "traces: {record: " + PROGRAM + ", " + more + "}\n";
  }

  private String write(String traces) throws IOException {
    String text = "schema: rmalloc-experiment 1\n" + traces + "contenders: [dlmalloc, tlsf]\n";
    return Files.writeString(folder.resolve("e.yaml"), text).toString();
  }

  private Execution experiment(String file, String... more) {
    List<String> words =
        new ArrayList<>(List.of("experiment", file, "-o", folder.resolve("e.store").toString()));
    words.addAll(List.of(more));
    return Execution.of(words);
  }

  private List<Path> recordings() throws IOException {
    try (var files = Files.newDirectoryStream(folder.resolve("e.store/recordings"), "*.zst")) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      return found;
    }
  }

  private static long number(Path recording, String key) throws IOException {
    Path manifest = Path.of(recording.toString().replace(".hrec.zst", ".json"));
    String text =
        Files.readString(manifest).replaceAll("(?s).*\"" + key + "\"\\s*:\\s*(\\d+).*", "$1");
    return Long.parseLong(text);
  }

  private static boolean isOnPath(String program) {
    for (String one : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(one, program))) {
        return true;
      }
    }
    return false;
  }
}
