// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.OutputFile;

/** A file cut at any byte, or with any bit flipped, never reads as another trace. */
class CutAndFlipTest {
  private static final String OPS =
      """
      # rmalloc-ops 1 dialect=access
      # note command=ls
      0 N 68956200 16
      0 S 68956200 4
      1 N 68956264 24
      1 L 68956264 8
      0 R 68956300 48
      1 F 68956264 0
      """;
  private static final String BARE =
      """
      0 N 68956200 16
      1 N 68956264 24
      1 U 0 0
      1 L 0 0
      1 F 68956264 0
      """;
  private static final String MEMTRACE =
      """
      hello
      >>> N 100 16
      >>> L 104 4
      world
      >>> R 100 200 48
      >>> N 300 7
      >>> F 200 0
      """;

  private static final String MARKED =
      """
      # rmalloc-ops 2 dialect=access
      0 C 12 0
      0 N 68956160 16 64
      7 T 0 0
      1 N 68956264 24
      0 C 1000012 0
      0 R 68956300 48
      0 T 0 0
      1 F 68956264 0
      """;
  private static final String MARKED_MEMTRACE =
      """
      >>> C 12 0
      >>> N 4096 16 4096
      >>> T 7 0
      >>> N 300 7
      >>> F 4096 0
      """;

  @TempDir Path folder;

  static Stream<String> texts() {
    return Stream.of(OPS, BARE, MEMTRACE, MARKED, MARKED_MEMTRACE);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aPlainFileIsOnlyShorterAtALineEnd(String text) throws IOException {
    byte[] whole = text.getBytes(StandardCharsets.US_ASCII);
    for (int length = 0; length < whole.length; length++) {
      boolean atLineEnd = length > 0 && whole[length - 1] == '\n';
      Optional<Trace> cut = read(Arrays.copyOf(whole, length));
      assertTrue(cut.isEmpty() || atLineEnd, "cut to " + length + " bytes");
    }
    assertTrue(read(whole).isPresent());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aCompressedFileIsNeverShorter(String text) throws IOException {
    for (String name : List.of("x.gz", "x.zst")) {
      byte[] whole = compressed(name, text);
      for (int length = 0; length < whole.length; length++) {
        assertTrue(read(Arrays.copyOf(whole, length)).isEmpty(), name + " cut to " + length);
      }
      assertTrue(read(whole).isPresent());
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aFlippedBitOfACompressedFileIsSeenOrWithoutEffect(String text) throws IOException {
    for (String name : List.of("x.gz", "x.zst")) {
      byte[] bytes = compressed(name, text);
      List<Object> expected = contents(read(bytes).orElseThrow());
      for (int bit = 0; bit < 8 * bytes.length; bit++) {
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        Optional<Trace> flipped = read(bytes);
        if (flipped.isPresent()) {
          assertEquals(expected, contents(flipped.get()), name + " bit " + bit);
        }
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void anythingBehindACompressedFileIsRefused(String text) throws IOException {
    for (String name : List.of("x.gz", "x.zst")) {
      byte[] whole = compressed(name, text);
      for (int next : new int[] {0, 1, 0x1f, 0x28, 0xff}) {
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        longer[whole.length] = (byte) next;
        assertTrue(read(longer).isEmpty(), name + " and " + next);
      }
    }
  }

  private byte[] compressed(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputFile output = OutputFile.create(file)) {
      output.stream().write(text.getBytes(StandardCharsets.US_ASCII));
      output.commit();
    }
    return Files.readAllBytes(file);
  }

  private static Optional<Trace> read(byte[] bytes) throws IOException {
    try {
      return Optional.of(
          TraceReader.read("x", new ByteArrayInputStream(bytes), ReadOptions.DEFAULT));
    } catch (TraceFormatException e) {
      assertTrue(e.getMessage().matches("x(:\\d+)?: found .+; expected .+"), e.getMessage());
      return Optional.empty();
    }
  }

  private static List<Object> contents(Trace trace) {
    return List.of(
        trace.dialect(),
        Arrays.toString(trace.kinds()),
        Arrays.toString(trace.handles()),
        Arrays.toString(trace.sizes()),
        Arrays.toString(trace.marks().alignments()),
        Arrays.toString(trace.marks().threads()),
        Arrays.toString(trace.marks().clockOps()),
        Arrays.toString(trace.marks().clockNanos()),
        trace.provenance());
  }
}
