package org.rmalloc.trace.mapping;

import org.rmalloc.trace.file.BadRecords;
import org.rmalloc.trace.file.LineBuffer;
import org.rmalloc.trace.file.LineCursor;
import org.rmalloc.trace.file.TraceInput;

/** A recording that is about to be read: its bytes, and what becomes of bad records. */
public record Recording(TraceInput input, BadRecords bad) {
  /** A cursor on its lines. */
  public LineCursor lines() {
    return new LineCursor(new LineBuffer(input), bad);
  }
}
