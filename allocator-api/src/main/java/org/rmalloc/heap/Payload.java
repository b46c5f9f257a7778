// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The client's side of a heap: reads and writes of what blocks hold, which no tally counts.
 *
 * <p>Tests and checks fill blocks through it and compare them afterwards. Addresses are the heap's;
 * an access outside it throws {@link IndexOutOfBoundsException}.
 */
public final class Payload {
  private final MemorySegment bytes;
  private final Optional<byte[]> array; // the same bytes, where they are in the Java heap

  Payload(MemorySegment bytes) {
    this.bytes = bytes;
    array = bytes.heapBase().map(byte[].class::cast);
  }

  /** Writes {@code length} bytes of {@code source}, from {@code offset} on, to {@code address}. */
  public void write(long address, byte[] source, int offset, int length) {
    MemorySegment.copy(
        source, offset, bytes, ValueLayout.JAVA_BYTE, checked(address, length), length);
  }

  /** Reads {@code length} bytes at {@code address} into {@code target}, from {@code offset} on. */
  public void read(long address, byte[] target, int offset, int length) {
    MemorySegment.copy(
        bytes, ValueLayout.JAVA_BYTE, checked(address, length), target, offset, length);
  }

  /**
   * The index of the first byte at which the {@code length} bytes at {@code address} differ from
   * those of {@code expected} from {@code offset} on, or −1 when they are equal.
   */
  public int mismatch(long address, byte[] expected, int offset, int length) {
    long from = checked(address, length);
    if (array.isPresent()) { // several times as fast for the few bytes that most blocks have
      int start = (int) from;
      return Arrays.mismatch(array.get(), start, start + length, expected, offset, offset + length);
    }
    MemorySegment other = MemorySegment.ofArray(expected);
    return (int)
        MemorySegment.mismatch(bytes, from, from + length, other, offset, offset + (long) length);
  }

  private long checked(long address, int count) {
    return Objects.checkFromIndexSize(address, count, bytes.byteSize());
  }
}
