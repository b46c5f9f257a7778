// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options that mean nothing are refused, others have effect; nothing is left half-written. */
class TraceCommandsTest {
  private static final String OPS = "0 N 4096 16\n0 S 4096 4\n0 L 4096 4\n0 F 4096 0\n";

  @TempDir private Path folder;
  private final StringWriter talk = new StringWriter();

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(folder.resolve("x.ops"), OPS);
    // text of another tool first: nothing in the first 64 KiB shows what it is
    Files.writeString(folder.resolve("late.txt"), "hello\n".repeat(20_000) + ">>> N 4096 16\n");
    Files.writeString(folder.resolve("x.memtrace"), ">>> N 4096 16\n>>> F 8192 0\n");
  }

  @Test
  void strictAndDialectAreRefusedWhereTheyMeanNothing() throws IOException {
    refuses("--strict: has no effect here", "lock", "--strict", "x.ops", "-o", "y");
    refuses("--strict: has no effect here", "lifetime", "--strict", "x.ops", "-o", "y");
    refuses(
        "--dialect: has no effect here", "translate", "--dialect=access", "x.memtrace", "-o", "y");
  }

  @Test
  void fromIsHeededWhateverIsWritten() throws IOException {
    refuses("late.txt:1", "translate", "late.txt", "-o", "y.rep");
    assertEquals(0, run("translate", "--from=memtrace", "late.txt", "-o", "y.rep"));
    assertEquals("16\n1\n2\n1\na 0 16\nf 0\n", Files.readString(folder.resolve("y.rep")));
    assertEquals(0, run("translate", "--from=memtrace", "late.txt", "-o", at("z.REP")));
    assertEquals(-1, Files.mismatch(folder.resolve("y.rep"), folder.resolve("z.REP")));
    assertEquals(0, run("translate", "--from=memtrace", "late.txt", "-o", "y.ops"));
    refuses("--from: found 'nothing'", "translate", "--from=nothing", "x.memtrace", "-o", "y");
  }

  @Test
  void strictStopsAtTheFirstAnomaly() throws IOException {
    refuses("x.memtrace:2: found free of 8192", "translate", "--strict", "x.memtrace", "-o", "y");
    refuses(
        "x.memtrace:2: found free of 8192", "translate", "--strict", "x.memtrace", "-o", "y.rep");
    assertEquals(0, run("translate", "x.memtrace", "-o", "y.ops"));
  }

  @Test
  void lenientSkipsBadRecordsInBothPassesOfLock() throws IOException {
    Files.writeString(folder.resolve("bad.ops"), OPS.replace("0 L 4096 4", "0 Q 4096 4"));
    refuses("bad.ops:3", "lock", "bad.ops", "-o", "y");
    assertEquals(0, run("lock", "--lenient", "--compat=2014", "bad.ops", "-o", "y.lockops"));
    assertEquals(
        "0 N 4096 16\n0 L 0 0\n0 F 4096 0\n", Files.readString(folder.resolve("y.lockops")));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a second opening waits
  void aPipeIsReadOnce() throws Exception {
    Path pipe = folder.resolve("pipe.ops");
    assumeTrue(makesPipe(pipe), "did not run: no mkfifo");
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<Path> first = writer.submit(() -> Files.writeString(pipe, OPS));
      assertEquals(0, run("lock", "pipe.ops", "-o", "y"), talk::toString);
      assertEquals(pipe, first.get());
      Future<Path> second = writer.submit(() -> Files.writeString(pipe, OPS));
      assertEquals(0, run("check", "pipe.ops", "-a", "firstfit"), talk::toString);
      assertEquals(pipe, second.get());
    }
    assertTrue(Files.readString(folder.resolve("y")).endsWith("0 L 0 0\n0 F 4096 0\n"));
  }

  private static boolean makesPipe(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void quietSynthSaysNothing() {
    String[] loud = "synth --ops 9 --live 2 --sizes fixed(8) -o y.ops".split(" ");
    assertEquals(0, run(loud));
    assertTrue(talk.toString().endsWith("9 ops written" + System.lineSeparator()), talk::toString);
    assertEquals(0, run("synth --quiet --ops 9 --live 2 --sizes fixed(8) -o y.ops".split(" ")));
    assertEquals("", talk.toString());
  }

  @Test
  void histogramsNeedAccesses() throws IOException {
    Files.writeString(folder.resolve("nf.ops"), "# rmalloc-ops 1 dialect=access\n0 N 4096 16\n");
    refuses("--histograms: found no access", "lifetime", "nf.ops", "-o", "y", "--histograms=h");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() throws IOException {
    refuses("its folder does not exist", "translate", "x.memtrace", "-o", "no/y.ops");
    refuses("found a directory", "translate", "x.memtrace", "-o", ".");
  }

  /** Bad input or usage: status 2, one line, and the folder as it was. */
  private void refuses(String message, String... arguments) throws IOException {
    List<Path> before = files();
    assertEquals(2, run(arguments), talk::toString);
    String told = talk.toString().strip();
    assertTrue(told.contains(message) && told.lines().count() == 1, told);
    assertEquals(before, files());
  }

  /** Runs a command; words that name something in the folder, or end with a name, are put there. */
  private int run(String... arguments) {
    talk.getBuffer().setLength(0);
    String[] placed =
        Stream.of(arguments)
            .map(word -> word.matches("[a-z]+/?[a-z]*\\.[a-z]+|y|\\.") ? at(word) : word)
            .map(word -> word.replace("--histograms=", "--histograms=" + folder + "/"))
            .toArray(String[]::new);
    return Main.commandLine().setErr(new PrintWriter(talk, true)).execute(placed);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
