// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/** What a trace says beside its ops: no request, no op, and without an index of its own. */
public enum OpAnnotationKind {
  /**
   * The block that is allocated next has an address that is a multiple of this: a power of two, 1
   * to 2⁶².
   */
  ALIGNMENT,
  /** From here on, ops are of this thread: 0 to 2³¹ − 1. Before the first mark it is thread 0. */
  THREAD,
  /** It is as many nanoseconds since the program started: 0 to 2⁶³ − 1. */
  CLOCK;

  /**
   * Refuses a value that the mark does not have.
   *
   * @throws InvalidOpException saying what was found and what was expected
   */
  public void check(long value) {
    switch (this) {
      case ALIGNMENT -> {
        if (value <= 0 || Long.bitCount(value) != 1) {
          throw new InvalidOpException(
              "alignment " + Long.toUnsignedString(value), "a power of two from 1 to 2^62");
        }
      }
      case THREAD -> {
        if (value < 0 || value > Integer.MAX_VALUE) {
          throw new InvalidOpException(
              "thread " + Long.toUnsignedString(value), "a number from 0 to 2^31 - 1");
        }
      }
      case CLOCK -> {
        if (value < 0) {
          throw new InvalidOpException(
              "clock " + Long.toUnsignedString(value), "nanoseconds from 0 to 2^63 - 1");
        }
      }
    }
  }
}
