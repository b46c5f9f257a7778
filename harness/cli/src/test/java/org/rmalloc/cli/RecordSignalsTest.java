// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;

/**
 * Signals that {@code record} gets reach the program once and at once, its status is what comes
 * back, and nothing is left but the recording. {@code corners signal} ends with 40 + the signal,
 * and with 99 if it came twice, or not within 20 seconds.
 */
final class RecordSignalsTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void compileProgram() throws Exception {
    Path source = Path.of("../../recorder/test/corners.c");
    assumeTrue(Files.exists(source), "did not run: no recorder sources beside this module");
    assumeTrue(
        isExecutable("cc") && isExecutable("setsid"), "did not run: no C compiler, or no setsid");
    String target = shared.resolve("corners").toString();
    assertEquals(0, run("cc", "-w", "-fno-builtin", "-o", target, source.toString(), "-ldl"));
  }

  /** A minus sign: the signal goes to the process group, the program included. */
  @ParameterizedTest
  @CsvSource({
    "TERM, '', 55",
    "INT, '', 42",
    "HUP, '', 41",
    "TERM, -, 55",
    "INT, -, 42",
    "HUP, -, 41"
  })
  void aSignalReachesTheProgramOnce(String signal, String group, int status) throws Exception {
    Process recorder = start("signal");
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(recorder.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("ready", out.readLine());
    long start = System.nanoTime();
    assertEquals(0, run("sh", "-c", "kill -%s %s%d".formatted(signal, group, recorder.pid())));
    assertTrue(recorder.waitFor(60, TimeUnit.SECONDS), "it hangs");
    assertEquals(status, recorder.exitValue());
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8), "it is told late");
    assertEquals(List.of(folder.resolve("x.hrec")), filesInFolder());
  }

  /** The run for the baseline gets it, and the recorded one after it. */
  @Test
  void aSignalBeforeTheProgramIsStartedEndsItToo() throws Exception {
    Process recorder = start("signal", "--baseline");
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(recorder.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("ready", out.readLine());
    assertEquals(0, run("sh", "-c", "kill -TERM " + recorder.pid()));
    assertTrue(recorder.waitFor(60, TimeUnit.SECONDS), "it hangs");
    assertTrue(recorder.exitValue() != 99, "it ended because nothing came");
  }

  /** The program goes on, and its recording is finished when it has ended. */
  @Test
  void aRecorderThatIsKilledLeavesAWholeRecording() throws Exception {
    Process recorder = start("signal");
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(recorder.getInputStream(), StandardCharsets.UTF_8));
    assertEquals("ready", out.readLine());
    long program =
        recorder.descendants().filter(child -> isCalled(child, "corners")).findFirst().get().pid();
    assertEquals(0, run("sh", "-c", "kill -KILL %d".formatted(recorder.pid())));
    recorder.waitFor();
    assertEquals(0, run("sh", "-c", "sleep 0.3; kill -TERM " + program));
    Path recording = folder.resolve("x.hrec");
    for (int i = 0; i < 300 && !List.of(recording).equals(filesInFolder()); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertEquals(List.of(recording), filesInFolder());
    Trace trace = TraceReader.read(recording, ReadOptions.DEFAULT);
    assertEquals(
        trace.facts().count(OpKind.NEW),
        trace.facts().count(OpKind.FREE) + trace.facts().finalLiveBlocks());
    assertTrue(trace.facts().count(OpKind.NEW) > 300);
  }

  private static boolean isCalled(ProcessHandle process, String name) {
    return process.info().command().filter(command -> command.endsWith("/" + name)).isPresent();
  }

  private List<Path> filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Each has its own, and the outer one none of what the inner one records. */
  @Test
  void aRecordingWithinAnotherIsLeftAlone() throws Exception {
    Path outer = folder.resolve("outer.hrec");
    List<String> words = new ArrayList<>(command("pairs"));
    words.addAll(0, recording(outer, "--children", "--"));
    assertEquals(0, run(words.toArray(String[]::new)));
    Path inner = folder.resolve("x.hrec");
    assertEquals(100, TraceReader.read(inner, ReadOptions.DEFAULT).facts().count(OpKind.NEW));
    assertTrue(Files.exists(outer));
    assertTrue(
        filesInFolder().stream()
            .filter(file -> !file.equals(inner))
            .allMatch(file -> file.getFileName().toString().startsWith("outer.")));
  }

  /** Bash does not leave a script what it takes for its own: the recorder's is elsewhere. */
  @Test
  void aScriptMayNameARoundDescriptor() throws Exception {
    assumeTrue(isExecutable("bash"), "did not run: no bash");
    Path line = Files.writeString(shared.resolve("line"), "one line\n");
    String script = "exec 900<" + line + "; read -r x <&900; echo $x";
    List<String> words = recording(folder.resolve("x.hrec"), "--", "bash", "-c", script);
    Process bash = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertEquals(
        "one line\n", new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** In units of 512 bytes: too few for the shared page, and for the recorder. */
  @ParameterizedTest
  @ValueSource(ints = {8, 128})
  void withoutRoomNothingIsLeftBehind(int limit) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f " + limit + "; exec \"$@\"", "sh"));
    words.addAll(command("pairs"));
    Process recorder = new ProcessBuilder(words).start();
    String said = new String(recorder.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(125, recorder.waitFor());
    assertTrue(said.contains("no room "), said);
    assertEquals(List.of(), filesInFolder());
  }

  /** Bytes that are no text in any locale. */
  @Test
  void argumentsThatAreNoTextReachTheProgram() throws Exception {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "exec \"$@\" \"$(printf '\\344')\"", "sh"));
    words.addAll(command("echo"));
    Process echo = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertEquals("[-28]", java.util.Arrays.toString(echo.getInputStream().readAllBytes()));
  }

  /** In a group of its own, as a shell would. */
  private Process start(String how, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command(how, options));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private List<String> command(String how, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--", shared.resolve("corners").toString(), how));
    return recording(folder.resolve("x.hrec"), words.toArray(String[]::new));
  }

  private static List<String> recording(Path file, String... words) {
    List<String> all =
        new ArrayList<>(List.of("record", "--quiet", "--accesses=none", "-o", file.toString()));
    all.addAll(List.of(words));
    return Execution.ofItsOwn(List.of(), all.toArray(String[]::new)).command();
  }

  private static boolean isExecutable(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(part -> Files.isExecutable(Path.of(part, name)));
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
