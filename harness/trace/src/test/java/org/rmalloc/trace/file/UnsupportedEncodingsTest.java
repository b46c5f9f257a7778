// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.trace.TraceFormatException;

/** Files that are told by their first bytes: those that are read, and those that are refused. */
final class UnsupportedEncodingsTest {
  @ParameterizedTest
  @CsvSource({
    "fd377a585a00, xz data",
    "425a6839, bzip2 data",
    "04224d18, lz4 data",
    "504b0304, a zip archive",
    "377abcaf271c, a 7z archive",
    "fffe3000, UTF-16 text",
    "feff0030, UTF-16 text",
    "efbbbf30, text that begins with a byte order mark"
  })
  void whatIsNotReadIsRefusedByItsName(String start, String name) {
    byte[] bytes = java.util.HexFormat.of().parseHex(start);
    TraceFormatException e =
        assertThrows(
            TraceFormatException.class,
            () -> DecompressedInput.of("x", new ByteArrayInputStream(bytes)));
    assertTrue(
        e.getMessage().startsWith("x: found " + name + "; expected plain, gzip"), e::getMessage);
  }

  /** As pzstd writes: a frame without data before each with data (RFC 8878, 3.1.2). */
  @Test
  void zstdThatBeginsWithASkippableFrameIsRead() throws IOException {
    byte[] text = "0 N 16 8\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
    for (int magic = 0x50; magic < 0x60; magic++) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.writeBytes(new byte[] {(byte) magic, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4});
      file.writeBytes(Zstd.compress(text));
      byte[] whole = file.toByteArray();
      assertEquals(text.length, length(whole));
      for (int length = 5; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        if (length != 12) { // a frame without data alone is a whole file
          assertThrows(DamagedInputException.class, () -> length(cut), "cut to " + length);
        }
      }
    }
  }

  private static int length(byte[] file) throws IOException {
    try (DecompressedInput input = DecompressedInput.of("x", new ByteArrayInputStream(file))) {
      byte[] buffer = new byte[1 << 12];
      int sum = 0;
      for (int got; (got = input.read(buffer, 0, buffer.length)) > 0; ) {
        sum += got;
      }
      return sum;
    }
  }
}
