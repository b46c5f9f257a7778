// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.util.Objects;

/**
 * A reserved heap that copies no page of zeros, for replays that fill no block. It knows of each
 * page whether anything was written there, and copies no page that holds nothing but zeros: what
 * moves a block of a gigabyte that nobody filled costs its pages, not its bytes.
 */
final class ZeroPageSkippingHeap extends Heap {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_BYTES = 1 << PAGE_SHIFT;
  private static final int IN_PAGE = PAGE_BYTES - 1;

  private final ReservedHeap memory;
  private final boolean[] written; // by page

  ZeroPageSkippingHeap(int length) {
    this(new ReservedHeap(length));
  }

  private ZeroPageSkippingHeap(ReservedHeap memory) {
    super(memory.bytes());
    this.memory = memory;
    written = new boolean[(memory.capacity() >>> PAGE_SHIFT) + 1];
  }

  /** A zeroed heap of {@code length} bytes. */
  static Heap reserve(int length) {
    return new ZeroPageSkippingHeap(length);
  }

  @Override
  public int getByte(int address) {
    return memory.getByte(address);
  }

  @Override
  public void putByte(int address, int value) {
    memory.putByte(address, value);
    written[address >>> PAGE_SHIFT] = true;
  }

  @Override
  public int getInt(int address) {
    return memory.getInt(address);
  }

  @Override
  public void putInt(int address, int value) {
    memory.putInt(address, value);
    noteWritten(address, Integer.BYTES);
  }

  @Override
  public long getLong(int address) {
    return memory.getLong(address);
  }

  @Override
  public void putLong(int address, long value) {
    memory.putLong(address, value);
    noteWritten(address, Long.BYTES);
  }

  private void noteWritten(int address, int length) {
    written[address >>> PAGE_SHIFT] = true;
    written[(address + length - 1) >>> PAGE_SHIFT] = true;
  }

  @Override
  public void copy(int from, int to, int length) {
    Objects.checkFromIndexSize(from, length, capacity());
    Objects.checkFromIndexSize(to, length, capacity());
    if (to < from) {
      copyUpwards(from, to, length);
    } else {
      copyDownwards(from + length, to + length, length);
    }
  }

  /** In pieces, each of which lies within one page here and there. */
  private void copyUpwards(int from, int to, int length) {
    for (int done = 0; done < length; ) {
      int source = from + done;
      int target = to + done;
      int room = PAGE_BYTES - Math.max(source & IN_PAGE, target & IN_PAGE);
      int piece = Math.min(length - done, room);
      copyPiece(source, target, piece);
      done += piece;
    }
  }

  /** The last piece first: no source is overwritten before it is copied. */
  private void copyDownwards(int fromEnd, int toEnd, int length) {
    for (int left = length; left > 0; ) {
      int done = length - left;
      int room = 1 + Math.min((fromEnd - done - 1) & IN_PAGE, (toEnd - done - 1) & IN_PAGE);
      int piece = Math.min(left, room);
      copyPiece(fromEnd - done - piece, toEnd - done - piece, piece);
      left -= piece;
    }
  }

  private void copyPiece(int from, int to, int length) {
    if (written[from >>> PAGE_SHIFT]) {
      memory.copy(from, to, length);
      written[to >>> PAGE_SHIFT] = true;
    } else if (written[to >>> PAGE_SHIFT]) {
      memory.bytes().asSlice(to, length).fill((byte) 0);
    }
  }

  @Override
  public Heap newRegion(int length) {
    return memory.newRegion(length);
  }

  @Override
  public Heap uncounted() {
    return this;
  }

  /** Refuses: what the client writes would go unnoticed. */
  @Override
  public Payload payload() {
    throw new UnsupportedOperationException(
        "a heap of this kind has no bytes that a client may write");
  }

  @Override
  public void close() {
    memory.close();
  }
}
