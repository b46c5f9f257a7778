// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

/** A heap that counts nothing: the one to time an allocator on. */
public final class PlainHeap extends Heap {

  /**
   * A zeroed heap.
   *
   * @param capacity bytes, {@link #MIN_CAPACITY} to {@link #MAX_CAPACITY}
   */
  public PlainHeap(long capacity) {
    this(new byte[checkCapacity(capacity)]);
  }

  PlainHeap(byte[] bytes) {
    super(bytes);
  }

  @Override
  public int getByte(int address) {
    return bytes[address] & 0xff;
  }

  @Override
  public void putByte(int address, int value) {
    bytes[address] = (byte) value;
  }

  @Override
  public int getInt(int address) {
    return (int) INT.get(bytes, address);
  }

  @Override
  public void putInt(int address, int value) {
    INT.set(bytes, address, value);
  }

  @Override
  public long getLong(int address) {
    return (long) LONG.get(bytes, address);
  }

  @Override
  public void putLong(int address, long value) {
    LONG.set(bytes, address, value);
  }

  @Override
  public void copy(int from, int to, int length) {
    move(from, to, length);
  }

  @Override
  public Heap newRegion(int length) {
    return new PlainHeap(new byte[length]);
  }

  @Override
  public Heap uncounted() {
    return this;
  }
}
