// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;

/**
 * Reads a trace into memory: ops text in either dialect and memtrace, known by their content;
 * plain, gzip or zstd.
 *
 * <p>What is read is whole and valid, or refused with the place of the first fault: {@link
 * TraceFormatException}. Memory: 13 bytes an op, 21 with addresses.
 */
public final class TraceReader {
  /** The name that stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  private TraceReader() {}

  /** Reads a file. */
  public static Trace read(Path file, ReadOptions options) throws IOException {
    try (DecompressedInput input = DecompressedInput.open(file)) {
      return read(input, options, AccessTransform.NONE);
    }
  }

  /** Reads a stream, such as standard input, and closes it; {@code name} is for messages. */
  public static Trace read(String name, InputStream stream, ReadOptions options)
      throws IOException {
    try (DecompressedInput input = DecompressedInput.of(name, stream)) {
      return read(input, options, AccessTransform.NONE);
    }
  }

  /** Reads what is open already; accesses become what {@code stage} makes of them. */
  public static Trace read(DecompressedInput input, ReadOptions options, AccessTransform stage)
      throws IOException {
    return new TraceLoader(input, options, stage).read();
  }
}
