// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.rmalloc.segregated.TlsfHeader.HEADER_BYTES;
import static org.rmalloc.segregated.TlsfHeader.LAST;
import static org.rmalloc.segregated.TlsfHeader.MIN_BYTES;
import static org.rmalloc.segregated.TlsfHeader.NO_BLOCK;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Two-level segregated fit: a good fit in constant time.
 *
 * <p>A request takes the first block of the first list of which every block will do, found by two
 * bit searches; a block in a list below, of which only some will do, is never looked at. What the
 * request leaves over is freed, if it makes a block. A freed block is coalesced with its free
 * neighbours at once. The whole heap is one free block at first. A resize is done in place where
 * the block itself or the free block behind it allows, and else by allocating, copying and freeing.
 *
 * <p>Source: Masmano, Ripoll, Crespo and Real, "TLSF: a New Dynamic Memory Allocator for Real-Time
 * Systems", ECRTS 2004. Deviations: blocks are multiples of 8 bytes, not 4, so that payloads are
 * aligned to 8; a block is cut to the request, not to the size that was searched for, as in the
 * authors' later versions; resizing is not in the paper.
 *
 * <p>Invariants: (I1) no two free blocks are neighbours; (I2) a list's bit is set exactly when it
 * holds a block, a level's exactly when one of its lists does; (I3) a block names the one before
 * it; (I4) the free blocks are those in the lists; (I5) block sizes sum to the heap less the roots.
 *
 * <p>Every operation is O(1) with a small constant, but for the copy of a resize that moves. Not
 * thread-safe.
 */
final class TlsfAllocator extends PinnedAllocator {
  private final Heap heap;
  private final Heap uncounted;
  private final TlsfSizeClasses classes;
  private final TlsfFreeLists lists;
  private final int firstBlock;
  private final int end; // of the last block
  private final int rootBytes;
  private int lastBlock;

  /**
   * An allocator whose first block starts at {@code firstBlock}.
   *
   * @param rootBytes of the region beside the heap that {@code lists} are in, 0 if there is none
   */
  TlsfAllocator(
      Heap heap,
      TlsfSizeClasses classes,
      TlsfFreeLists lists,
      int firstBlock,
      int rootBytes,
      PlacementListener listener) {
    super(heap.capacity() - firstBlock - HEADER_BYTES, listener);
    this.heap = heap;
    this.uncounted = heap.uncounted();
    this.classes = classes;
    this.lists = lists;
    this.firstBlock = firstBlock;
    this.end = firstBlock + ((heap.capacity() - firstBlock) & -TlsfHeader.ALIGN);
    this.rootBytes = rootBytes;
    lists.clear();
    TlsfHeader.setBefore(heap, firstBlock, NO_BLOCK);
    setFree(firstBlock, end - firstBlock, LAST);
    lastBlock = firstBlock;
    reserve(0, firstBlock);
    reserve(end, heap.capacity());
  }

  @Override
  protected int allocate(int sizeBytes) {
    int size = TlsfHeader.blockSize(sizeBytes);
    int list = lists.listFrom(classes.listFor(size));
    if (list == TlsfFreeLists.NO_LIST) {
      return NO_ADDRESS;
    }
    int block = lists.takeFirst(list);
    int header = TlsfHeader.header(heap, block);
    use(block, size, TlsfHeader.sizeOf(header), header & LAST);
    return block + HEADER_BYTES;
  }

  /**
   * Takes a block in which an aligned one lies with room for a free block in front of it, and frees
   * both ends. All payloads are aligned to {@link TlsfHeader#ALIGN} anyway.
   */
  @Override
  protected int allocate(int sizeBytes, int alignment) {
    if (alignment <= TlsfHeader.ALIGN) {
      return allocate(sizeBytes);
    }
    int size = TlsfHeader.blockSize(sizeBytes);
    long room = (long) size + MIN_BYTES + alignment - TlsfHeader.ALIGN;
    int list = room > end ? TlsfFreeLists.NO_LIST : lists.listFrom(classes.listFor((int) room));
    if (list == TlsfFreeLists.NO_LIST) {
      return NO_ADDRESS;
    }
    int found = lists.takeFirst(list);
    int header = TlsfHeader.header(heap, found);
    return cutAligned(found, TlsfHeader.sizeOf(header), header & LAST, size, alignment)
        + HEADER_BYTES;
  }

  /** Of {@code whole} bytes in no list makes an aligned used block, and frees the rest. */
  private int cutAligned(int found, int whole, int last, int size, int alignment) {
    int lead = -(found + HEADER_BYTES) & (alignment - 1);
    if (lead > 0 && lead < MIN_BYTES) {
      lead += alignment;
    }
    int block = found + lead;
    use(block, size, whole - lead, last);
    if (lead > 0) {
      setFree(found, lead, 0); // no free block is in front of it: found was one
    }
    return block;
  }

  @Override
  protected void release(int address) {
    int block = address - HEADER_BYTES;
    int header = TlsfHeader.header(heap, block);
    putFree(block, TlsfHeader.sizeOf(header), header & LAST);
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int block = address - HEADER_BYTES;
    int header = TlsfHeader.header(heap, block);
    int size = TlsfHeader.sizeOf(header);
    int newSize = TlsfHeader.blockSize(sizeBytes);
    if (newSize <= size) {
      shrink(block, newSize, size, header & LAST);
      return address;
    }
    if (growInPlace(block, newSize, header)) {
      return address;
    }
    return mayMove ? copy(heap, address, size - HEADER_BYTES, sizeBytes) : NO_ADDRESS;
  }

  /**
   * Of the last list's blocks, the smallest that may be there: a larger request looks no further.
   */
  @Override
  public long largestFree() {
    int list = lists.lastList();
    return list == TlsfFreeLists.NO_LIST ? -1L : classes.minSizeIn(list) - (long) HEADER_BYTES;
  }

  /** Bytes that hold blocks or roots: all but the last block, where that is free. */
  @Override
  public long footprint() {
    boolean lastIsFree = TlsfHeader.isFree(TlsfHeader.header(uncounted, lastBlock));
    return (lastIsFree ? lastBlock : end) + (long) (heap.capacity() - end);
  }

  @Override
  public long rootBytes() {
    return rootBytes;
  }

  @Override
  protected int extentFrom(int address) {
    return address - HEADER_BYTES;
  }

  @Override
  protected int extentTo(int address) {
    int block = address - HEADER_BYTES;
    return block + TlsfHeader.sizeOf(TlsfHeader.header(uncounted, block));
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    visitor.overhead(0, firstBlock);
    for (int block = firstBlock; block < end; ) {
      int header = TlsfHeader.header(uncounted, block);
      int behind = block + TlsfHeader.sizeOf(header);
      visitBlock(visitor, block, block + HEADER_BYTES, behind, !TlsfHeader.isFree(header));
      block = behind;
    }
    visitor.overhead(end, heap.capacity());
  }

  private void reserve(int from, int to) {
    if (from < to) {
      notifyReserved(from, to);
    }
  }

  /**
   * Makes a used block of {@code size} out of {@code whole} bytes in no list, and frees the rest if
   * it makes a block.
   *
   * @param last {@link TlsfHeader#LAST} if the whole ends the heap, else 0
   */
  private void use(int block, int size, int whole, int last) {
    if (whole - size < MIN_BYTES) {
      TlsfHeader.setUsed(heap, block, whole, last);
      if (last != 0) {
        lastBlock = block;
      } else {
        TlsfHeader.setBefore(heap, block + whole, block);
      }
      return;
    }
    TlsfHeader.setUsed(heap, block, size, 0);
    TlsfHeader.setBefore(heap, block + size, block);
    setFree(block + size, whole - size, last);
  }

  /** Frees bytes in no list, coalescing them with the free blocks around. */
  private void putFree(int block, int size, int last) {
    int start = block;
    int whole = size;
    int lastOfWhole = last;
    if (last == 0) {
      int header = TlsfHeader.header(heap, block + size);
      if (TlsfHeader.isFree(header)) {
        lists.remove(block + size, TlsfHeader.sizeOf(header));
        whole += TlsfHeader.sizeOf(header);
        lastOfWhole = header & LAST;
      }
    }
    int before = TlsfHeader.before(heap, block);
    if (before != NO_BLOCK) {
      int header = TlsfHeader.header(heap, before);
      if (TlsfHeader.isFree(header)) {
        lists.remove(before, TlsfHeader.sizeOf(header));
        whole += TlsfHeader.sizeOf(header);
        start = before;
      }
    }
    setFree(start, whole, lastOfWhole);
  }

  /** Makes a free block, whose link to the block before it is already right. */
  private void setFree(int block, int size, int last) {
    TlsfHeader.setFree(heap, block, size, last);
    lists.add(block, size);
    if (last != 0) {
      lastBlock = block;
    } else {
      TlsfHeader.setBefore(heap, block + size, block);
    }
  }

  private void shrink(int block, int newSize, int size, int last) {
    int behind = block + size;
    int header = last != 0 ? 0 : TlsfHeader.header(heap, behind);
    if (TlsfHeader.isFree(header)) {
      growFreeDown(block, newSize, behind, header);
    } else if (size - newSize >= MIN_BYTES) {
      use(block, newSize, size, last);
    }
  }

  /** Gives what a block shrinks by, however little, to the free block behind it. */
  private void growFreeDown(int block, int newSize, int behind, int header) {
    if (block + newSize < behind) {
      lists.remove(behind, TlsfHeader.sizeOf(header));
      use(block, newSize, behind + TlsfHeader.sizeOf(header) - block, header & LAST);
    }
  }

  private boolean growInPlace(int block, int newSize, int header) {
    int size = TlsfHeader.sizeOf(header);
    int behind = block + size;
    int headerBehind = TlsfHeader.isLast(header) ? 0 : TlsfHeader.header(heap, behind);
    int whole = size + TlsfHeader.sizeOf(headerBehind);
    if (!TlsfHeader.isFree(headerBehind) || whole < newSize) {
      return false;
    }
    lists.remove(behind, TlsfHeader.sizeOf(headerBehind));
    use(block, newSize, whole, headerBehind & LAST);
    return true;
  }
}
