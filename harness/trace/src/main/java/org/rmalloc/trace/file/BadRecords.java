package org.rmalloc.trace.file;

import org.rmalloc.trace.TraceFormatException;

/** What becomes of a record that cannot be used: refused, or with {@code --lenient} counted. */
public final class BadRecords {
  private final String file;
  private final boolean lenient;
  private long skipped;

  /** No bad record yet; {@code file} is for messages. */
  public BadRecords(String file, boolean lenient) {
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

  /** The file, for messages. */
  public String file() {
    return file;
  }

  /** Bad records so far. */
  public long skippedCount() {
    return skipped;
  }
}
