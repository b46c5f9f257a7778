package org.rmalloc.trace;

import java.io.IOException;

/** Takes the ops of a trace one after another, in order. */
@FunctionalInterface
public interface OpSink {
  /**
   * Takes the next op.
   *
   * @param handle its number, 0 to 2³¹ − 1
   * @param address in the recorded program, unsigned
   * @param sizeBytes 0 or more
   * @throws InvalidOpException when no valid trace holds this op here; nothing has changed
   */
  void add(OpKind kind, int handle, long address, long sizeBytes) throws IOException;
}
