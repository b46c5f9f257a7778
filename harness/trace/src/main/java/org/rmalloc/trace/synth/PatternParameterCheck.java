// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

/** Checks of a pattern's parameters; a refusal names both as the text form of the pattern does. */
final class PatternParameterCheck {
  /** The maximum of a size. */
  static final long MAX_BYTES = 1L << 40;

  private static final int MAX_UNIT = 1 << 20;

  private PatternParameterCheck() {}

  /**
   * Refuses a parameter out of its range.
   *
   * @throws IllegalArgumentException where it is
   */
  static void range(String pattern, String parameter, long found, long minimum, long maximum) {
    if (found < minimum || found > maximum) {
      throw refusal(pattern, parameter, found, minimum + " to " + maximum);
    }
  }

  /**
   * Refuses a number of bytes out of its range.
   *
   * @throws IllegalArgumentException where it is
   */
  static void bytes(String pattern, String parameter, long found, long minimum, long maximum) {
    if (found < minimum || found > maximum) {
      throw refusal(pattern, parameter, found, minimum + " to " + maximum + " bytes");
    }
  }

  /**
   * Refuses a unit that is too large, or a header that does not fit into it.
   *
   * @throws IllegalArgumentException where it is too large or does not fit
   */
  static void unitAndHeader(String pattern, int unitBytes, int headerBytes) {
    bytes(pattern, "unit", unitBytes, 1, MAX_UNIT);
    if (headerBytes < 0 || headerBytes >= unitBytes) {
      throw refusal(
          pattern, "header", headerBytes, "a header smaller than unit, which is " + unitBytes);
    }
  }

  private static IllegalArgumentException refusal(
      String pattern, String parameter, long found, String expected) {
    return new IllegalArgumentException(
        "synthetic pattern %s: %s is %d; expected %s"
            .formatted(pattern, parameter, found, expected));
  }
}
