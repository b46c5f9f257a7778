// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.OpKind;

/** The oracle is the library's own text of numbers. */
class OpsWriterTest {
  @Test
  void numbersOfEveryLengthAreAsTheLibraryWritesThem() throws IOException {
    List<Long> numbers = new ArrayList<>(List.of(0L, Long.MAX_VALUE, Long.MIN_VALUE, -1L));
    for (long power = 1, digits = 1; digits < 20; power *= 10, digits++) {
      numbers.addAll(List.of(power - 1, power, power + 1, 9 * power, 99 * power / 10));
    }
    for (int bit = 0; bit < 64; bit++) {
      numbers.addAll(List.of(1L << bit, (1L << bit) - 1));
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      numbers.add(random.nextLong() >>> random.nextInt(64));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OpsWriter writer = OpsWriter.bare(bytes)) {
      for (long number : numbers) {
        writer.add(OpKind.LOAD, (int) (number & Integer.MAX_VALUE), number, number >>> 1);
      }
    }
    List<String> expected =
        numbers.stream()
            .map(n -> (n & Integer.MAX_VALUE) + " L " + Long.toUnsignedString(n) + " " + (n >>> 1))
            .toList();
    assertEquals(expected, bytes.toString(StandardCharsets.US_ASCII).lines().toList());
  }

  /** A process that is killed leaves nothing behind. */
  @Test
  void whatIsHeldBackInAFileHasNoName() throws IOException {
    assumeTrue(Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix"));
    Set<Path> before = heldFiles();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) 'x');
    try (DeferredHeaderOutputStream held = new DeferredHeaderOutputStream(bytes)) {
      for (int i = 0; i < 9; i++) {
        held.write(megabyte);
      }
      assertEquals(0, bytes.size());
      assertEquals(before, heldFiles());
      held.release("first".getBytes(StandardCharsets.US_ASCII));
    }
    assertEquals("first" + "x".repeat(9 << 20), bytes.toString(StandardCharsets.US_ASCII));
  }

  /** Another process may write such a file just now. */
  private static Set<Path> heldFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("rmalloc-ops"))
          .collect(Collectors.toSet());
    }
  }
}
