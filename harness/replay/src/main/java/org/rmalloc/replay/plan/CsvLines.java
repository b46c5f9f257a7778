// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DamagedInputException;
import org.rmalloc.trace.file.DecompressedInput;

/**
 * The lines of a text file, packed: its bytes and where each line starts. Lines end in LF or CR LF,
 * the last one perhaps in neither (RFC 4180). Numbered from 0.
 */
final class CsvLines {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final byte[] bytes;
  private int[] starts = new int[64]; // of each line, and behind the last one
  private int count;

  private CsvLines(byte[] bytes) {
    this.bytes = bytes;
    for (int at = 0; at < bytes.length; ) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      add(at);
      at = end + 1;
      starts[count] = at;
    }
  }

  /** All lines of an input. */
  static CsvLines read(DecompressedInput input) throws IOException {
    byte[] bytes = new byte[1 << 16];
    int filled = 0;
    try {
      for (int got; (got = input.read(bytes, filled, bytes.length - filled)) >= 0; filled += got) {
        if (filled + got == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, 2L * bytes.length));
        }
      }
    } catch (DamagedInputException e) {
      throw TraceFormatException.ofFile(input.name(), e.getMessage(), "a whole file");
    }
    return new CsvLines(Arrays.copyOf(bytes, filled));
  }

  private void add(int start) {
    if (count + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[count++] = start;
  }

  int count() {
    return count;
  }

  /** A line without its end. */
  String line(int line) {
    int end = Math.min(bytes.length, starts[line + 1] - 1);
    if (end > starts[line] && bytes[end - 1] == '\r') {
      end--;
    }
    return new String(bytes, starts[line], end - starts[line], StandardCharsets.UTF_8);
  }

  /** What stands between the commas of a line. */
  String[] fields(int line) {
    return line(line).split(",", -1);
  }
}
