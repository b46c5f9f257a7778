// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Output that cannot be written: a full disk, and a reader that has gone. */
final class FailingOutputTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;
  private final StringWriter talk = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {"Broken pipe", "Datenübergabe unterbrochen (broken pipe)", "Relais brisé (pipe)"})
  void aReaderThatHasGoneIsNoFaultInAnyLanguage(String message) {
    IOException e = failure(message, () -> true);
    assertInstanceOf(CommandOutputTarget.BrokenPipeException.class, e);
    assertEquals(141, complain(e));
    assertEquals("", talk.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Broken pipe"})
  void aDiskThatFailsIsAFault(String message) {
    assertEquals(2, complain(failure(message, () -> false)));
    assertEquals("rmalloc: standard output cannot be written: " + message, talk.toString().strip());
  }

  /** As {@code rmalloc synth | head -c 10}. */
  @Test
  void aCommandWhoseReaderGoesEndsAsIfBySigpipe() throws Exception {
    Path err = folder.resolve("err");
    Process process = start(err, "synth --ops 2000000 --live 100 --sizes fixed(8) -o -");
    byte[] start = process.getInputStream().readNBytes(10);
    process.getInputStream().close();
    assertEquals("# rmalloc-", new String(start, StandardCharsets.US_ASCII));
    assertEquals(ExitCode.BROKEN_PIPE, process.waitFor());
    assertEquals("", Files.readString(err));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "translate x.memtrace -o /dev/full",
        "lock x.ops -o /dev/full",
        "lifetime x.ops -o /dev/full",
        "stats x.ops -a firstfit --no-timing -o /dev/full",
        "synth --ops 100000 --live 10 --sizes fixed(8) -o /dev/full"
      })
  void aFullDeviceIsNamedAndStaysADevice(String words) throws IOException {
    assumeTrue(Files.isWritable(FULL), "did not run: no /dev/full here");
    writeTraces();
    Execution execution = Execution.of(placed(words));
    assertEquals(2, execution.status(), execution::toString);
    String reason = execution.err().strip();
    assertTrue(reason.startsWith("rmalloc: /dev/full: "), reason);
    assertEquals(1, reason.lines().count(), reason);
    assertFalse(Files.isRegularFile(FULL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.ops", "x.ops.gz"})
  void aFullDiskLeavesNothingHalfWritten(String name) throws Exception {
    Path target = folder.resolve("out").resolve(name);
    assertTrue(complaintOfAFullDisk(target).startsWith("rmalloc: " + target + ": "));
  }

  /** Its library is unpacked to the disk, which is full. */
  @Test
  void zstdWithoutItsLibraryIsAFaultInOneLine() throws Exception {
    String complaint = complaintOfAFullDisk(folder.resolve("out/x.ops.zst"));
    assertTrue(
        complaint.startsWith("rmalloc: zstd cannot be loaded: Cannot unpack libzstd"), complaint);
    assertTrue(complaint.contains("; expected a folder "), complaint);
  }

  /**
   * The system's limit of a file's size stands for a full disk: 64 blocks of 1,024 bytes at most.
   */
  private String complaintOfAFullDisk(Path target) throws Exception {
    Files.createDirectory(target.getParent());
    Files.writeString(target, "as it was");
    Path err = folder.resolve("err");
    List<String> words = new ArrayList<>(List.of("sh", "-c", "ulimit -f 64; exec \"$@\"", "sh"));
    String command = "synth --ops 200000 --live 100 --sizes uniform(8..4096) -o " + target;
    words.addAll(ofItsOwn(command).command());
    Process process = new ProcessBuilder(words).redirectError(err.toFile()).start();
    assertEquals(2, process.waitFor(), Files.readString(err));
    assertEquals("as it was", Files.readString(target));
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertEquals(List.of(target), files.toList());
    }
    String complaint = Files.readString(err);
    assertEquals(1, complaint.lines().count(), complaint);
    return complaint;
  }

  private static Process start(Path err, String words) throws IOException {
    return ofItsOwn(words).redirectErrorStream(false).redirectError(err.toFile()).start();
  }

  private static ProcessBuilder ofItsOwn(String words) {
    return Execution.ofItsOwn(List.of("-XX:-UsePerfData"), words.split(" "));
  }

  private void writeTraces() throws IOException {
    Files.writeString(folder.resolve("x.ops"), "0 N 4096 16\n0 S 4096 4\n0 F 4096 0\n");
    Files.writeString(folder.resolve("x.memtrace"), ">>> N 4096 16\n>>> F 4096 0\n");
  }

  private String[] placed(String words) {
    return Stream.of(words.split(" "))
        .map(word -> word.startsWith("x.") ? folder.resolve(word).toString() : word)
        .toArray(String[]::new);
  }

  private static IOException failure(String message, BooleanSupplier hasReader) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        };
    OutputStream stream = CommandOutputTarget.standard(failing, hasReader);
    return assertThrows(
        IOException.class,
        () -> {
          stream.write(1);
          stream.flush();
        });
  }

  private int complain(IOException e) {
    CommandLine command = Main.commandLine().setErr(new PrintWriter(talk));
    return new ErrorReporter().handleExecutionException(e, command, null);
  }
}
