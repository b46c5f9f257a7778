// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.file;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.trace.TraceFormatException;

/** What becomes of a record that cannot be used: refused, or with {@code --lenient} counted. */
public final class BadRecordHandler {
  private static final int MOST_SAMPLES = 5;

  private final String file;
  private final boolean lenient;
  private long skipped;
  private long foreign;
  private final List<String> foreignSamples = new ArrayList<>();

  /** No bad record yet; {@code file} is for messages. */
  public BadRecordHandler(String file, boolean lenient) {
    this.file = file;
    this.lenient = lenient;
  }

  /**
   * Takes note of a bad record.
   *
   * @param line from 1
   * @throws TraceFormatException unless lenient
   */
  public void refuse(long line, String found, String expected) throws TraceFormatException {
    if (!lenient) {
      throw TraceFormatException.atLine(file, line, found, expected);
    }
    skipped++;
  }

  /**
   * Takes note of something bad in a binary file.
   *
   * @param offset in bytes, after decompression
   * @throws TraceFormatException unless lenient
   */
  public void refuseAt(long offset, String found, String expected) throws TraceFormatException {
    if (!lenient) {
      throw TraceFormatException.atOffset(file, offset, found, expected);
    }
    skipped++;
  }

  /** Counts the bad records of another file, from which this one goes on, as well. */
  public void addSkipped(BadRecordHandler other) {
    skipped += other.skipped;
  }

  /** Whether bad records are skipped. */
  public boolean isLenient() {
    return lenient;
  }

  /** Takes note of a line that is somebody else's output. */
  public void addForeign(LineCursor line) {
    if (foreign++ < MOST_SAMPLES) {
      foreignSamples.add(
          "%s:%d: %s".formatted(file, line.line(), InputQuoter.quoted(line.lineText())));
    }
  }

  /** Lines of other output so far. */
  public long foreignCount() {
    return foreign;
  }

  /** The first few of those lines, each with its place. */
  public List<String> foreignSamples() {
    return List.copyOf(foreignSamples);
  }

  /** The file, for messages. */
  public String file() {
    return file;
  }

  /** Bad records so far. */
  public long skippedCount() {
    return skipped;
  }
}
