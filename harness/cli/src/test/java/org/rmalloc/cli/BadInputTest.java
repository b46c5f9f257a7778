// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.trace.file.OutputFile;

/**
 * Whatever is wrong with a trace, every command ends with status 2 and one line that says where,
 * what was found and what was expected, and leaves no file: of a plain file, a compressed one, and
 * standard input.
 */
final class BadInputTest {
  private static final int BAD_INPUT = 2;
  private static final String GRAMMAR =
      "expected <handle> <op> <address> <size>, one blank between two";
  private static final String LIVE = "expected a live handle";
  private static final String RECORDS =
      "expected >>> N|L|S|M <address> <size>, >>> N <address> <size> <alignment>, >>> F <address>"
          + " 0, >>> R <old> <new> <size>, >>> T <thread> 0 or >>> C <nanoseconds> 0";

  @TempDir private Path folder;

  /** A command, with what it writes in a folder. */
  enum Command {
    RUN("run - -a firstfit,rmalloc-compacting --no-timing -o out"),
    STATS("stats - -a firstfit --no-timing -o out.json"),
    CHECK("check - -a firstfit"),
    LOCK("lock - -o out.lockops.zst"),
    LIFETIME("lifetime - -o out.tsv"),
    INSPECT("inspect -"),
    ANIMATE("animate - -a firstfit -o out.html"),
    TRANSLATE("translate - -o out.ops.gz"),
    PLAN("plan - -o out.csv");

    private final String words;

    Command(String words) {
      this.words = words;
    }

    /** Its arguments for an input, its output in {@code folder}. */
    List<String> on(String input, Path folder) {
      List<String> arguments = new ArrayList<>();
      for (String word : words.split(" ", -1)) {
        String output = word.startsWith("out") ? folder.resolve(word).toString() : word;
        arguments.add(word.equals("-") ? input : output);
      }
      return arguments;
    }
  }

  /** How the input comes. */
  enum Way {
    PLAIN(""),
    GZIP(".gz"),
    ZSTD(".zst"),
    STANDARD_INPUT("");

    private final String ending;

    Way(String ending) {
      this.ending = ending;
    }
  }

  /**
   * What is wrong with a trace.
   *
   * @param text of the trace
   * @param complaint behind the file's name
   */
  record Fault(String text, String complaint) {}

  static List<Fault> faults() {
    String start = "# a comment\n0 N 16 8\n2 N 32 8\n0 S 16 4\n2 F 32 0\n";
    return List.of(
        new Fault(start + "1 X 0 8\n", ":6: found op 'X'; expected one of N F R L S M"),
        new Fault(
            start + "1 N 0 8x\n",
            ":6: found size '8x'; expected a decimal number from 0 to 2^63 - 1"),
        new Fault(start + "1 N 0\n", ":6: found a line cut short, '1 N 0'; " + GRAMMAR),
        new Fault(
            start + "1 N 0 8",
            ":6: found the end of the file inside a line, '1 N 0 8'; expected a line feed"),
        new Fault(
            start + "1 F 0 0\n", ":6: found free of handle 1, which was never allocated; " + LIVE),
        new Fault(
            start + "2 F 0 0\n0 F 0 0\n",
            ":6: found free of handle 2, which is freed already; " + LIVE),
        new Fault(
            start + "0 N 0 8\n",
            ":6: found a new block with handle 0, which is live already; expected a handle not used"
                + " before"),
        new Fault(
            start + "1 N 0 9223372036854775808\n",
            ":6: found size '9223372036854775808'; expected a decimal number from 0 to 2^63 - 1"),
        new Fault(
            start + "2147483648 N 0 8\n",
            ":6: found handle '2147483648'; expected a decimal number from 0 to 2^31 - 1"),
        new Fault(start + "\n0 F 0 0\n", ":6: found a blank line; " + GRAMMAR),
        new Fault(start + "1 N 0 8 9\n", ":6: found an extra field, '9'; " + GRAMMAR),
        new Fault(
            "# rmalloc-ops 1 dialect=access\n" + start + "0 U 0 0\n",
            ":7: found op 'U'; expected one of N F R L S M"),
        new Fault("", ": found an empty file; expected a trace"));
  }

  static List<Fault> foreignFiles() {
    return List.of(
        new Fault("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0", ":1: found '\\x7fELF\\x02\\x01"),
        new Fault("\211PNG\r\n\32\n\0\0\0\rIHDR", ":1: found '\\x89PNG'; "),
        new Fault("Dear reader,\nthis is no trace.\n", ":1: found 'Dear reader,'; "),
        new Fault("{\"alloc_stats\": []}\n", ":1: found '{\"alloc_stats\": []}'; "));
  }

  static List<Fault> recordingFaults() {
    String start = "hello\n>>> N 100 16\n>>> S 104 4\n";
    return List.of(
        new Fault(start + ">>> X 100 8\n", ":4: found '>>> X 100 8'; " + RECORDS),
        new Fault(start + ">>> N 100\n", ":4: found '>>> N 100'; " + RECORDS),
        new Fault(start + ">>> F 100 1\n", ":4: found '>>> F 100 1'; " + RECORDS),
        new Fault(
            start + ">>> F 100 0",
            ":4: found the end of the file inside a line, '>>> F 100 0'; expected a line feed"),
        new Fault(
            start + ">>> N 200 9223372036854775808\n",
            ":4: found size 9223372036854775808; expected a size from 0 to 2^63 - 1"),
        new Fault("", ": found an empty file; expected a "));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultOfATraceIsRefusedByEveryCommand(Fault fault) throws IOException {
    for (Command command : Command.values()) {
      if (command != Command.TRANSLATE) { // which reads recordings
        assertRefused(command, fault, "bad.ops");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recordingFaults")
  void aFaultOfARecordingIsRefused(Fault fault) throws IOException {
    for (Command command : Set.of(Command.TRANSLATE, Command.RUN, Command.INSPECT)) {
      assertRefused(command, fault, "bad.memtrace");
    }
  }

  @ParameterizedTest
  @MethodSource("foreignFiles")
  void whatIsNoTraceIsRefusedByEveryCommand(Fault fault) throws IOException {
    for (Command command : Command.values()) {
      assertRefused(command, fault, "bad");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFolderAndAMissingFileAreRefused(Command command) throws IOException {
    Path directory = Files.createDirectory(folder.resolve("bad.ops"));
    assertRefused(command, directory.toString(), ": found a directory; expected a file");
    String missing = folder.resolve("no.ops").toString();
    assertRefused(command, missing, ": found no such file; expected a file");
  }

  /** Cut at every byte; enough lines that nothing but the cut is wrong. */
  @ParameterizedTest
  @EnumSource
  void compressedInputThatIsCutIsRefused(Command command) throws IOException {
    boolean recording = command == Command.TRANSLATE;
    String text = recording ? ">>> N 100 8\n>>> F 100 0\n" : "0 N 16 8\n0 S 16 4\n0 F 16 0\n";
    for (Way way : Set.of(Way.GZIP, Way.ZSTD)) {
      byte[] whole = Files.readAllBytes(written("whole", way, text));
      Path cut = folder.resolve("bad.ops" + way.ending);
      for (int length = 4; length < whole.length; length++) {
        Files.write(cut, Arrays.copyOf(whole, length));
        assertRefused(command, cut.toString(), ":"); // at a line, or as a whole
      }
    }
  }

  @Test
  void lenientSkipsAndCounts() throws IOException {
    String text = "0 N 16 8\n0 X 1 1\n\n5 F 0 0\n1 N 0 4\n0 S 1 4\n0 F 16 0\n1 F";
    Path file = written("bad.ops", Way.PLAIN, text);
    for (Command command : Command.values()) {
      if (command != Command.TRANSLATE) {
        List<String> arguments = command.on(file.toString(), folder);
        arguments.add("--lenient");
        Execution execution = Execution.of(arguments);
        assertEquals(0, execution.status(), execution::toString);
        assertTrue(execution.err().contains("4 bad records"), () -> command + " " + execution);
      }
    }
  }

  private void assertRefused(Command command, Fault fault, String name) throws IOException {
    for (Way way : Way.values()) {
      Path file = written(name, way, fault.text);
      if (way == Way.STANDARD_INPUT) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(bytes(fault.text)));
        try {
          assertRefused(command, "-", fault.complaint);
        } finally {
          System.setIn(before);
        }
      } else {
        assertRefused(command, file.toString(), fault.complaint);
      }
      Files.delete(file);
    }
  }

  private void assertRefused(Command command, String input, String complaint) throws IOException {
    Set<Path> before = files();
    Execution execution = Execution.of(command.on(input, folder));
    assertEquals(BAD_INPUT, execution.status(), execution::toString);
    assertEquals(1, execution.err().lines().count(), execution::toString);
    String message = "rmalloc: " + input + complaint;
    assertTrue(execution.err().startsWith(message), () -> message + " expected: " + execution);
    assertTrue(execution.err().contains("; expected "), execution::toString);
    assertEquals("", execution.out());
    assertEquals(before, files());
  }

  private Path written(String name, Way way, String text) throws IOException {
    Path file = folder.resolve(name + way.ending);
    try (OutputFile output = OutputFile.create(file)) {
      output.stream().write(bytes(text));
      output.commit();
    }
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new TreeSet<>(files.toList());
    }
  }
}
