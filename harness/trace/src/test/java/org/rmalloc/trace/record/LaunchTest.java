// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code launch run} makes of its environment before it becomes the program. */
class LaunchTest {
  @TempDir private static Path folder;
  private static Path launch;

  @BeforeAll
  static void compile() throws Exception {
    assumeTrue(ProgramFile.search("cc").isPresent(), "did not run: no C compiler (cc)");
    launch = RecorderTools.in(folder.resolve("tools")).launch();
  }

  @Test
  void theProgramGetsWhatTheCallerHad() throws Exception {
    String told =
        "grep SigIgn /proc/$$/status; [ -e /proc/$$/fd/0 ] || echo closed; env | grep CALLER; echo"
            + " $GONE";
    Map<String, String> noted =
        Map.of(
            "RMALLOC_CALLER_CLOSED", "0",
            "RMALLOC_CALLER_IGNORED", "0000000000001004",
            "RMALLOC_CALLER_UNSET", " GONE OTHER",
            "GONE", "is here");
    String ignored = "%016x".formatted(0x1004 | ignoredHere());
    assertEquals("SigIgn:\t" + ignored + "\nclosed\n\n", run(noted, List.of(), told));
  }

  /** SIGHUP, SIGINT, SIGQUIT where this process ignores and hands them on: in the background. */
  private static long ignoredHere() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String mask = lines.filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
      return Long.parseUnsignedLong(mask.substring("SigIgn:".length()).strip(), 16) & 7;
    }
  }

  /** Whoever starts it has the file open, as Java has: a shell here, which hands on nothing. */
  @Test
  void theProgramGetsTheFilesOfTheCaller() throws Exception {
    Files.writeString(folder.resolve("lines"), "one\ntwo\n");
    Files.writeString(folder.resolve("command"), "sh\0-c\0cat <&7\0");
    String shell =
        "exec 7<%s/lines; read line <&7; RMALLOC_CALLER_FILES=' 7' %s run %s/command 7<&- & wait; echo $line"
            .formatted(folder, launch, folder);
    Process process = new ProcessBuilder("sh", "-c", shell).start();
    assertEquals(
        "two\none\n", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** Of a recording within another only one is preloaded, and what the user preloads stays. */
  @Test
  void theRecorderOfAnotherRecordingIsNotPreloaded() throws Exception {
    Map<String, String> within =
        Map.of("LD_PRELOAD", "/a/librmalloc-record.so:/b/none.so /c/librmalloc-record.so:x");
    List<String> words = List.of("LD_PRELOAD+=/d/librmalloc-record.so");
    assertEquals("/d/librmalloc-record.so:/b/none.so:x\n", run(within, words, "echo $LD_PRELOAD"));
    assertEquals("/d/librmalloc-record.so\n", run(Map.of(), words, "echo $LD_PRELOAD"));
  }

  private static String run(Map<String, String> variables, List<String> words, String script)
      throws Exception {
    Path command = folder.resolve("command");
    Files.writeString(command, "sh\0-c\0" + script + "\0");
    List<String> all = new ArrayList<>(List.of(launch.toString(), "run", command.toString()));
    all.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().putAll(variables);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD); // the dynamic linker finds none of them
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
