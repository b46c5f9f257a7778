// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.util.Optional;
import org.rmalloc.trace.InvalidOpException;

/** Numbers as logs of calls write them, and what some calls ask for. */
final class CallLogNumberParser {
  /** What valloc and pvalloc align to: the page of the machines that the logs come from. */
  static final long PAGE_BYTES = 4096;

  private static final long MAXIMUM_ALIGNMENT = 1L << 62;

  private CallLogNumberParser() {}

  /**
   * An unsigned number, in decimal or in hexadecimal behind {@code 0x}.
   *
   * @throws InvalidOpException when it is 2⁶⁴ or more
   */
  static long number(String text) {
    try {
      return text.startsWith("0x")
          ? Long.parseUnsignedLong(text.substring(2), 16)
          : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidOpException("number " + text, "one below 2^64");
    }
  }

  /**
   * The alignment that a block has which was asked for with another: the next power of two, as the
   * C library and Valgrind take it, up to 2⁶²; 1 for 0.
   *
   * @param asked unsigned
   */
  static long alignment(long asked) {
    if (Long.compareUnsigned(asked, MAXIMUM_ALIGNMENT) >= 0) {
      return MAXIMUM_ALIGNMENT;
    }
    return asked <= 1 ? 1 : Long.highestOneBit(asked - 1) << 1;
  }

  /** The bytes that calloc asks for; none when they are more than there can be. */
  static Optional<Long> product(long count, long sizeBytes) {
    long high = Math.unsignedMultiplyHigh(count, sizeBytes);
    return high == 0 ? Optional.of(count * sizeBytes) : Optional.empty();
  }
}
