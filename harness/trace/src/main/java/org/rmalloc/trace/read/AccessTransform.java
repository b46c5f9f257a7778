// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.read;

import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpSink;

/**
 * What becomes of a trace of accesses while it is read, so that accesses that nobody needs later
 * never take memory. A trace of locks passes by it.
 */
public interface AccessTransform {
  /** Keeps everything. */
  AccessTransform NONE =
      new AccessTransform() {
        @Override
        public Dialect dialect() {
          return Dialect.ACCESS;
        }

        @Override
        public OpSink before(OpSink trace) {
          return trace;
        }
      };

  /** The dialect of what it makes. */
  Dialect dialect();

  /**
   * Takes the ops of the input, of which it refuses what no valid trace holds.
   *
   * @param trace takes what they become
   */
  OpSink before(OpSink trace);
}
