// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.hrec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.mapping.HeapEventSink;

/** The oracle is the recorder's own writer, in C. */
class HrecWriterTest {
  private static final int COUNT = 40_000; // several blocks
  private static final OpKind[] ACCESSES = {OpKind.LOAD, OpKind.STORE, OpKind.MODIFY};
  private static final Path PROGRAM = Path.of("../../recorder/test/format_test.c");

  private long state = 88172645463325252L;

  @Test
  void writesTheBytesThatTheRecorderWrites(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(PROGRAM), "did not run: no recorder sources beside this module");
    Path program = folder.resolve("format_test");
    assumeTrue(compiles(program), "did not run: no C compiler (cc)");
    Path output = folder.resolve("c.hrec");
    run(output, program.toString(), String.valueOf(COUNT));
    byte[] theirs = Files.readAllBytes(output);
    byte[] ours = file();
    int sealed = lastBlock(ours);
    assertArrayEquals(Arrays.copyOf(theirs, sealed), Arrays.copyOf(ours, sealed));
    int records = theirs.length - sealed - HrecLayout.BLOCK_HEADER_BYTES; // of the block left open
    assertArrayEquals(
        Arrays.copyOfRange(theirs, theirs.length - records, theirs.length),
        Arrays.copyOfRange(ours, theirs.length - records, theirs.length));
  }

  @Test
  void writesTheDocumentsExample() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HrecWriter writer = new HrecWriter(out, List.of("a=b"))) {
      writer.allocated(0x04B00030L, 472);
      writer.accessed(OpKind.LOAD, 0x04B00038L, 8);
      writer.freed(0x04B00030L);
      writer.resized(0x04B00130L, 0x04B00150L, 32);
    }
    int head = HrecLayout.FILE_HEADER_BYTES + HrecLayout.BLOCK_HEADER_BYTES + 8;
    int from = head + HrecLayout.BLOCK_HEADER_BYTES;
    byte[] payload = Arrays.copyOfRange(out.toByteArray(), from, from + 16);
    assertEquals("0b3000b004d803580810f81900014020", HexFormat.of().formatHex(payload));
  }

  @Test
  void writesTheDocumentsExampleOfVersion2() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HrecWriter writer = HrecWriter.marked(out, List.of("a=b"))) {
      writer.mark(OpAnnotationKind.ALIGNMENT, 4096);
      writer.allocated(0x40, 100);
      writer.mark(OpAnnotationKind.THREAD, 7);
      writer.mark(OpAnnotationKind.CLOCK, 1_000_000);
      writer.freed(0x40);
    }
    int from = HrecLayout.FILE_HEADER_BYTES + 2 * HrecLayout.BLOCK_HEADER_BYTES + 8;
    byte[] payload = Arrays.copyOfRange(out.toByteArray(), from, from + 12);
    assertEquals("2040640c28073240420f1000", HexFormat.of().formatHex(payload));
  }

  /** The sums are of commit caec677, the last one that knew no version 2. */
  @ParameterizedTest
  @CsvSource({
    "1, a16fb2f9ae4ddb2ded8700eaacdc4adb7045e5a46412c3c69cc0da65ddefa118",
    "3, 75eab2cc5e5d5006cafa02fd1d9dab1b36997edb12f6dafd15eafe6a775d7b69",
    "5, 54eaf42b48d70c00d5d5818dccfe126cd46fd8c07e4c7f1f9bbb693bb9f9a630"
  })
  void writesVersion1AsBefore(long seed, String sum) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    assertEquals(sum, HexFormat.of().formatHex(digest.digest(HrecFiles.file(seed, 30_000))));
  }

  private byte[] file() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HrecWriter writer = HrecWriter.marked(out, List.of("recorder=test"))) {
      for (int i = 0; i < COUNT; i++) {
        record(writer);
      }
    }
    return out.toByteArray();
  }

  /** As {@code record} in {@code format_test.c}. */
  private void record(HeapEventSink events) throws IOException {
    int kind = (int) Long.remainderUnsigned(next(), 9);
    long address = number(64);
    switch (kind) {
      case 0 -> events.allocated(address, number(63));
      case 1 -> events.freed(address);
      case 2 -> events.resized(address, number(64), number(63));
      case 6 -> events.mark(OpAnnotationKind.THREAD, number(31));
      case 7 -> events.mark(OpAnnotationKind.CLOCK, number(63));
      case 8 -> {
        long sizeBytes = number(63);
        events.mark(OpAnnotationKind.ALIGNMENT, 2L << Long.remainderUnsigned(next(), 62));
        events.allocated(address, sizeBytes);
      }
      default -> events.accessed(ACCESSES[kind - 3], address, accessSize());
    }
  }

  private long accessSize() {
    return Long.remainderUnsigned(next(), 2) == 1
        ? 1L << Long.remainderUnsigned(next(), 9)
        : number(63);
  }

  private long number(int mostBits) {
    long word = next();
    return word >>> (63 - Long.remainderUnsigned(next(), mostBits));
  }

  private long next() {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return state;
  }

  /** Where the last block of data starts: in front of the end, which both sides tell apart. */
  private static int lastBlock(byte[] file) {
    int at = HrecLayout.FILE_HEADER_BYTES;
    int last = at;
    while (file[at + 3] != HrecLayout.END) {
      last = at;
      int length = HrecLayout.getInt(file, at + 4);
      at += HrecLayout.BLOCK_HEADER_BYTES + length + HrecLayout.padding(length);
    }
    return last;
  }

  private static boolean compiles(Path program) throws Exception {
    try {
      run(
          program.resolveSibling("cc.log"),
          "cc",
          "-O1",
          "-o",
          program.toString(),
          PROGRAM.toString());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void run(Path output, String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).start();
    assertEquals(0, process.waitFor(), String.join(" ", command));
  }
}
