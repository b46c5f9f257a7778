// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lifetime;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * Lifetimes as tab-separated text: a comment with the number of accesses, a line of column names, a
 * line for each block.
 */
public final class LifetimeTableWriter {
  private static final String COLUMNS = "handle\town\tother\tmacro\tmicro\tother_per_own\tfreed\n";
  private static final String COLUMNS_2014 = "handle\town\tother\tmicro\tmacro\tfreed\n";

  private final Lifetimes lifetimes;

  /** A table of lifetimes. */
  public LifetimeTableWriter(Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  /** Writes all columns; the stream stays open. */
  public void write(OutputStream stream) throws IOException {
    write(stream, COLUMNS, this::line);
  }

  /**
   * Writes the columns of 2014, where an own of 0 is 1 and micro is other / own; the stream stays
   * open.
   */
  public void write2014(OutputStream stream) throws IOException {
    write(stream, COLUMNS_2014, this::line2014);
  }

  private void write(OutputStream stream, String columns, IntFunction<String> line)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.US_ASCII));
    writer.write("# accesses " + lifetimes.accessCount() + "\n");
    writer.write(columns);
    for (int handle = 0; handle < lifetimes.handleCount(); handle++) {
      writer.write(line.apply(handle));
    }
    writer.flush();
  }

  private String line(int handle) {
    return lifetimes.fileHandle(handle)
        + ("\t" + lifetimes.own(handle) + "\t" + lifetimes.other(handle))
        + ("\t" + number(lifetimes.macro(handle)) + "\t" + number(lifetimes.micro(handle)))
        + ("\t" + number(lifetimes.otherPerOwn(handle)) + "\t" + freed(handle) + "\n");
  }

  private String line2014(int handle) {
    return lifetimes.fileHandle(handle)
        + ("\t" + lifetimes.ownAtLeastOne(handle) + "\t" + lifetimes.other(handle))
        + ("\t" + number(lifetimes.otherPerOwn(handle)) + "\t" + number(lifetimes.macro(handle)))
        + ("\t" + freed(handle) + "\n");
  }

  /** A dash where nothing was accessed, so that there is no share. */
  private static String number(double share) {
    return Double.isFinite(share) ? String.valueOf(share) : "-";
  }

  private int freed(int handle) {
    return lifetimes.isFreed(handle) ? 1 : 0;
  }
}
