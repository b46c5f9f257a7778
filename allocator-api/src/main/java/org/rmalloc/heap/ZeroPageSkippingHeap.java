// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.heap;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Objects;

/**
 * A reserved heap that copies no page of zeros, for replays that fill no block. It knows of each
 * page whether anything was written there, and copies no page that holds nothing but zeros: what
 * moves a block of a gigabyte that nobody filled costs its pages, not its bytes. Its memory is one
 * of {@link UnfilledHeaps}.
 */
final class ZeroPageSkippingHeap extends Heap {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_BYTES = 1 << PAGE_SHIFT;
  private static final int IN_PAGE = PAGE_BYTES - 1;

  private static final int LOOK_UP_PAGES = Long.BYTES;
  private static final int PADDING = LOOK_UP_PAGES; // so that a look-up may go beyond either end
  private static final VarHandle FLAGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final UnfilledHeaps owner;
  private final MemorySegment pages; // whole ones
  private final byte[] written; // by page, behind the padding: 1, or 0 where all bytes are 0
  private final BitSet touched; // pages that hold memory since they served an earlier heap
  private final BitSet cleared = new BitSet(); // pages that were written and are zero again
  private final ReservedHeap memory;

  /** A heap in memory of its own, which serves later heaps of up to {@code largest} bytes too. */
  static ZeroPageSkippingHeap reserve(UnfilledHeaps owner, int largest, int length) {
    int pageCount = ((largest - 1) >>> PAGE_SHIFT) + 1;
    MemorySegment pages = CallocMemory.reserve((long) pageCount << PAGE_SHIFT);
    byte[] written = new byte[PADDING + pageCount + PADDING];
    return new ZeroPageSkippingHeap(
        owner, pages, written, new BitSet(pageCount), new ReservedHeap(pages, length));
  }

  private ZeroPageSkippingHeap(
      UnfilledHeaps owner,
      MemorySegment pages,
      byte[] written,
      BitSet touched,
      ReservedHeap memory) {
    super(memory.bytes());
    this.owner = owner;
    this.pages = pages;
    this.written = written;
    this.touched = touched;
    this.memory = memory;
  }

  /** Whether the memory suffices for a heap of that size. */
  boolean hasRoomFor(int length) {
    return length <= pages.byteSize();
  }

  /** The next heap in the memory of this one, which is closed. */
  ZeroPageSkippingHeap next(int length) {
    return new ZeroPageSkippingHeap(
        owner, pages, written, touched, new ReservedHeap(pages, length));
  }

  @Override
  public int getByte(int address) {
    return memory.getByte(address);
  }

  @Override
  public void putByte(int address, int value) {
    memory.putByte(address, value);
    written[PADDING + (address >>> PAGE_SHIFT)] = 1;
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
    written[PADDING + (address >>> PAGE_SHIFT)] = 1;
    written[PADDING + ((address + length - 1) >>> PAGE_SHIFT)] = 1;
  }

  @Override
  public void copy(int from, int to, int length) {
    Objects.checkFromIndexSize(from, length, capacity());
    Objects.checkFromIndexSize(to, length, capacity());
    if (to < from) {
      for (int done = 0; done < length; ) {
        done += copyFirst(from + done, to + done, length - done);
      }
    } else {
      for (int left = length; left > 0; ) {
        left -= copyLast(from + left, to + left, left);
      }
    }
  }

  /** Copies the first bytes of a stretch and returns how many. */
  private int copyFirst(int from, int to, int length) {
    int zeros = unwrittenFrom(from);
    int targetBytes = PAGE_BYTES - (to & IN_PAGE);
    if (zeros == 0) {
      int sourceBytes = PAGE_BYTES - (from & IN_PAGE);
      return copyPiece(from, to, Math.min(length, Math.min(sourceBytes, targetBytes)));
    }
    int unwritten = unwrittenFrom(to);
    return unwritten > 0
        ? Math.min(length, Math.min(zeros, unwritten))
        : clear(to, Math.min(length, Math.min(zeros, targetBytes)));
  }

  /**
   * Copies the last bytes of a stretch and returns how many: where the target lies above, no source
   * is overwritten before it is copied.
   */
  private int copyLast(int fromEnd, int toEnd, int length) {
    int zeros = unwrittenBelow(fromEnd);
    int targetBytes = 1 + ((toEnd - 1) & IN_PAGE);
    if (zeros == 0) {
      int sourceBytes = 1 + ((fromEnd - 1) & IN_PAGE);
      int piece = Math.min(length, Math.min(sourceBytes, targetBytes));
      return copyPiece(fromEnd - piece, toEnd - piece, piece);
    }
    int unwritten = unwrittenBelow(toEnd);
    if (unwritten > 0) {
      return Math.min(length, Math.min(zeros, unwritten));
    }
    int piece = Math.min(length, Math.min(zeros, targetBytes));
    return clear(toEnd - piece, piece);
  }

  /** Bytes from an address on that were not written, as far as the pages of one look-up show. */
  private int unwrittenFrom(int address) {
    int page = address >>> PAGE_SHIFT;
    int pages = writtenFrom(page) == 0 ? LOOK_UP_PAGES : 1 - written[PADDING + page];
    return pages == 0 ? 0 : (pages << PAGE_SHIFT) - (address & IN_PAGE);
  }

  /** Bytes below an address that were not written, as far as the pages of one look-up show. */
  private int unwrittenBelow(int end) {
    int page = (end - 1) >>> PAGE_SHIFT;
    int pages =
        writtenFrom(page - LOOK_UP_PAGES + 1) == 0 ? LOOK_UP_PAGES : 1 - written[PADDING + page];
    return pages == 0 ? 0 : ((pages - 1) << PAGE_SHIFT) + 1 + ((end - 1) & IN_PAGE);
  }

  /** The flags of {@link #LOOK_UP_PAGES} pages at once. */
  private long writtenFrom(int page) {
    return (long) FLAGS.get(written, PADDING + page);
  }

  /** Within one page here and there. */
  private int copyPiece(int from, int to, int length) {
    memory.copy(from, to, length);
    written[PADDING + (to >>> PAGE_SHIFT)] = 1;
    return length;
  }

  /** Within one page, which counts as unwritten again if all of it is cleared. */
  private int clear(int address, int length) {
    if (length == PAGE_BYTES) {
      clearPage(address >>> PAGE_SHIFT);
    } else {
      memory.bytes().asSlice(address, length).fill((byte) 0);
    }
    return length;
  }

  private void clearPage(int page) {
    pages.asSlice((long) page << PAGE_SHIFT, PAGE_BYTES).fill((byte) 0);
    written[PADDING + page] = 0;
    cleared.set(page);
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
        "payload() of a ZeroPageSkippingHeap: what a client writes would go unnoticed;"
            + " take another heap where payloads are written");
  }

  /** Hands the memory to the next heap, all of it zero, or gives it back. */
  @Override
  public void close() {
    if (memory.isClosed()) {
      return;
    }
    memory.close();
    clearWritten();
    touched.or(cleared);
    if (cleared.cardinality() >= touched.cardinality() / 2) {
      owner.keep(this);
    } else {
      release(); // most of what it holds this replay did not need
    }
  }

  private void clearWritten() {
    int pageCount = written.length - 2 * PADDING;
    for (int page = 0; page < pageCount; page++) {
      if (writtenFrom(page) == 0) {
        page += LOOK_UP_PAGES - 1;
      } else if (written[PADDING + page] != 0) {
        clearPage(page);
      }
    }
  }

  /** Gives the memory back. */
  void release() {
    CallocMemory.release(pages.address());
  }
}
