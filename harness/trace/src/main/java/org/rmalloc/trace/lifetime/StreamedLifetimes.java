// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lifetime;

import java.io.IOException;
import org.rmalloc.trace.CountWithNoun;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.StreamingOpsReader;

/** Lifetimes of files, which are not kept in memory. */
public final class StreamedLifetimes {
  private StreamedLifetimes() {}

  /** The lifetimes of an ops file in the access dialect. One pass. */
  public static Lifetimes read(DecompressedInput input, ReadOptions options) throws IOException {
    BlockLifetimeMeter tally = new BlockLifetimeMeter();
    long skipped = StreamingOpsReader.read(input, options, Dialect.ACCESS, tally).skipped();
    if (skipped > 0) {
      options
          .notices()
          .accept(
              "%s: skipped %s".formatted(input.name(), CountWithNoun.of(skipped, "bad record")));
    }
    return tally.lifetimes();
  }
}
