// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.util.Arrays;
import java.util.Objects;

/**
 * The client's side of a heap: reads and writes of what blocks hold, which no tally counts.
 *
 * <p>Tests and checks fill blocks through it and compare them afterwards. Addresses are the heap's;
 * an access outside it throws {@link IndexOutOfBoundsException}.
 */
public final class Payload {
  private final byte[] bytes;

  Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Writes {@code length} bytes of {@code source}, from {@code offset} on, to {@code address}. */
  public void write(long address, byte[] source, int offset, int length) {
    int to = index(address, length);
    System.arraycopy(source, offset, bytes, to, length);
  }

  /** Reads {@code length} bytes at {@code address} into {@code target}, from {@code offset} on. */
  public void read(long address, byte[] target, int offset, int length) {
    int from = index(address, length);
    System.arraycopy(bytes, from, target, offset, length);
  }

  /**
   * The index of the first byte at which the {@code length} bytes at {@code address} differ from
   * those of {@code expected} from {@code offset} on, or −1 when they are equal.
   */
  public int mismatch(long address, byte[] expected, int offset, int length) {
    int from = index(address, length);
    return Arrays.mismatch(bytes, from, from + length, expected, offset, offset + length);
  }

  private int index(long address, int length) {
    return (int) Objects.checkFromIndexSize(address, length, bytes.length);
  }
}
