// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A plain heap outside the Java heap. The operating system gives each page, zeroed, when it is
 * first touched: making one costs nothing, whatever its size.
 *
 * <p>Bytes are reached by their address in the process, checked against this heap's own bounds: the
 * checks of a bounded {@link MemorySegment} are slower. A closed heap has bounds of 0 bytes.
 */
final class ReservedHeap extends Heap {
  private static final MemorySegment PROCESS = CallocMemory.PROCESS;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final long start; // in the process
  private final boolean ownsBytes;
  private final List<Heap> regions = new ArrayList<>();
  private int length;

  ReservedHeap(int length) {
    this(CallocMemory.reserve(length), length, true);
  }

  /** A heap over the first bytes of reserved memory, which outlasts it. */
  ReservedHeap(MemorySegment reserved, int length) {
    this(reserved.asSlice(0, length), length, false);
  }

  private ReservedHeap(MemorySegment bytes, int length, boolean ownsBytes) {
    super(bytes);
    this.start = bytes.address();
    this.ownsBytes = ownsBytes;
    this.length = length;
  }

  /** A zeroed heap of {@code length} bytes. */
  static Heap reserve(int length) {
    return new ReservedHeap(length);
  }

  @Override
  public int getByte(int address) {
    return PROCESS.get(ValueLayout.JAVA_BYTE, checked(address, 1)) & 0xff;
  }

  @Override
  public void putByte(int address, int value) {
    PROCESS.set(ValueLayout.JAVA_BYTE, checked(address, 1), (byte) value);
  }

  @Override
  public int getInt(int address) {
    return PROCESS.get(INT, checked(address, Integer.BYTES));
  }

  @Override
  public void putInt(int address, int value) {
    PROCESS.set(INT, checked(address, Integer.BYTES), value);
  }

  @Override
  public long getLong(int address) {
    return PROCESS.get(LONG, checked(address, Long.BYTES));
  }

  @Override
  public void putLong(int address, long value) {
    PROCESS.set(LONG, checked(address, Long.BYTES), value);
  }

  @Override
  public void copy(int from, int to, int bytes) {
    Objects.checkFromIndexSize(from, bytes, length);
    Objects.checkFromIndexSize(to, bytes, length);
    MemorySegment.copy(PROCESS, start + from, PROCESS, start + to, bytes);
  }

  @Override
  public Heap newRegion(int bytes) {
    Heap region = plainRegion(bytes);
    regions.add(region);
    return region;
  }

  @Override
  public Heap uncounted() {
    return this;
  }

  @Override
  public void close() {
    if (length == 0) {
      return;
    }
    length = 0;
    if (ownsBytes) {
      CallocMemory.release(start);
    }
    regions.forEach(Heap::close);
  }

  boolean isClosed() {
    return length == 0;
  }

  private long checked(int address, int bytes) {
    return start + Objects.checkIndex(address, length - bytes + 1);
  }
}
