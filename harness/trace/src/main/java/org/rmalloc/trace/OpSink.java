// SPDX-License-Identifier: Apache-2.0
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

  /**
   * Takes what is said before the next op. Who only looks at ops passes it over; who hands ops on
   * hands this on, too.
   *
   * @throws InvalidOpException when no trace says so
   */
  default void mark(OpAnnotationKind mark, long value) throws IOException {}

  /** Takes ops like {@code ops}, and marks like {@code marks}. */
  static OpSink of(OpSink ops, OpSink marks) {
    return new OpSink() {
      @Override
      public void add(OpKind kind, int handle, long address, long sizeBytes) throws IOException {
        ops.add(kind, handle, address, sizeBytes);
      }

      @Override
      public void mark(OpAnnotationKind mark, long value) throws IOException {
        marks.mark(mark, value);
      }
    };
  }
}
