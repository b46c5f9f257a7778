// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rmalloc.heap.Heap;

/** A heap that tallies in its own way, to hold the counting one against. */
final class TallyingHeap extends Heap {
  private final ByteBuffer bytes;
  private final long[]
      accesses; // shared with the regions: of 1 to 4 bytes, of 8 bytes, words copied

  TallyingHeap(int capacity) {
    this(new byte[capacity], new long[3]);
  }

  private TallyingHeap(byte[] memory, long[] accesses) {
    super(memory);
    this.accesses = accesses;
    bytes = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
  }

  long cost() {
    return accesses[0] + 2 * accesses[1] + 2 * accesses[2];
  }

  @Override
  public int getByte(int address) {
    accesses[0]++;
    return Byte.toUnsignedInt(bytes.get(address));
  }

  @Override
  public void putByte(int address, int value) {
    accesses[0]++;
    bytes.put(address, (byte) value);
  }

  @Override
  public int getInt(int address) {
    accesses[0]++;
    return bytes.getInt(address);
  }

  @Override
  public void putInt(int address, int value) {
    accesses[0]++;
    bytes.putInt(address, value);
  }

  @Override
  public long getLong(int address) {
    accesses[1]++;
    return bytes.getLong(address);
  }

  @Override
  public void putLong(int address, long value) {
    accesses[1]++;
    bytes.putLong(address, value);
  }

  @Override
  public void copy(int from, int to, int length) {
    for (int done = 0; done < length; done += 4) {
      accesses[2]++;
    }
    byte[] moved = new byte[length];
    bytes.get(from, moved);
    bytes.put(to, moved);
  }

  @Override
  public Heap newRegion(int length) {
    return new TallyingHeap(new byte[length], accesses);
  }

  @Override
  public Heap uncounted() {
    return new TallyingHeap(bytes.array(), new long[3]);
  }
}
