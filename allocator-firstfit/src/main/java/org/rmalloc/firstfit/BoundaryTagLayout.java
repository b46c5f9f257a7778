// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import org.rmalloc.allocator.HeapTooLargeException;
import org.rmalloc.heap.Heap;

/**
 * Where blocks lie in the heap, and where their tags are kept.
 *
 * <p>All of this package but this class deals in <em>tag space</em>, in which the smallest block
 * has room for every word that {@link BlockHeader} knows of. There are two kinds:
 *
 * <ul>
 *   <li><b>Inline</b>, where the header has 4 bytes or more and blocks are aligned to 4 or more:
 *       tag space is the heap itself. This is an allocator that one can build.
 *   <li><b>Beside the heap</b>, otherwise: tag space is a region of its own, 16 bytes for each
 *       alignment unit of the heap, so that even blocks of 1 byte without a header can have tags
 *       and links. Sizes and links cost as many loads and stores as inline, and no byte of the
 *       heap. No such allocator can be built; it measures placement apart from layout, as Johnstone
 *       and Wilson do ("The Memory Fragmentation Problem: Solved?", ISMM 1998).
 * </ul>
 */
final class BoundaryTagLayout {
  /** Bytes of tag space for each alignment unit, when tags are kept beside the heap. */
  private static final int CELL_BYTES = BlockHeader.MIN_BYTES;

  private final Heap tags;
  private final int shift; // log2 of bytes of tag space a byte of heap
  private final int align;
  private final int header;
  private final int minBytes; // of heap
  private final int heapStart; // where the first block lies in the heap
  private final int firstBlock; // where its tag is
  private final int limit; // the highest address that the break can take
  private final int rootBytes;

  private BoundaryTagLayout(
      Heap heap, Heap tags, int align, int header, int shift, int firstBlock) {
    boolean inline = tags == heap;
    this.tags = tags;
    this.shift = shift;
    this.align = align;
    this.header = header;
    this.heapStart = inline ? firstBlock : firstPayload(0, align, header) - header;
    this.firstBlock = firstBlock;
    this.minBytes = roundUp(Math.max(inline ? BlockHeader.MIN_BYTES : 1, header), align);
    this.limit = firstBlock + (((heap.capacity() - heapStart) & -align) << shift);
    this.rootBytes = inline ? 0 : tags.capacity();
  }

  /**
   * The tag space of a heap.
   *
   * @param align of payloads and block sizes, a power of two from 1 to 16
   * @param header bytes in front of each payload, 0 to 16
   * @throws HeapTooLargeException when the tags beside it would not fit into one region
   */
  static BoundaryTagLayout of(Heap heap, int align, int header) {
    return header >= 4 && align >= 4 ? inline(heap, align, header) : beside(heap, align, header);
  }

  private static BoundaryTagLayout inline(Heap heap, int align, int header) {
    int firstBlock = firstPayload(BlockHeader.ROOTS_BYTES, align, header) - header;
    return new BoundaryTagLayout(heap, heap, align, header, 0, firstBlock);
  }

  private static BoundaryTagLayout beside(Heap heap, int align, int header) {
    long cells = 1L + heap.capacity() / align;
    if (cells * CELL_BYTES > Heap.MAX_CAPACITY) {
      throw new HeapTooLargeException(
          heap.capacity(),
          (Heap.MAX_CAPACITY / CELL_BYTES - 1L) * align,
          "with boundary tags outside the heap, %d bytes of tags for each %d of heap"
              .formatted(CELL_BYTES, align));
    }
    int shift = Integer.numberOfTrailingZeros(CELL_BYTES / align);
    Heap tags = heap.newRegion((int) cells * CELL_BYTES);
    return new BoundaryTagLayout(heap, tags, align, header, shift, CELL_BYTES);
  }

  /** The first aligned payload whose header starts at {@code from} or behind. */
  private static int firstPayload(int from, int align, int header) {
    return roundUp(from + header, align);
  }

  private static int roundUp(int bytes, int align) {
    return (bytes + align - 1) & -align;
  }

  /** Holds the words of {@link BlockHeader}. */
  Heap tags() {
    return tags;
  }

  /** Where the first block's tag is. */
  int firstBlock() {
    return firstBlock;
  }

  /** The highest address that the break can take. */
  int limit() {
    return limit;
  }

  /** The size of the smallest block, in tag space. */
  int minBlockSize() {
    return minBytes << shift;
  }

  /** The largest request that an empty heap satisfies. */
  int maxRequest() {
    return requestOf(limit - firstBlock);
  }

  /** The size of the block for a request of up to {@link #maxRequest}, in tag space. */
  int blockSize(int request) {
    return Math.max(minBytes, roundUp(header + request, align)) << shift;
  }

  /** What has to be free for an aligned block of {@code size} to be in it, in tag space. */
  long roomFor(int size, int alignment) {
    return size + (((long) minBytes + alignment - align) << shift);
  }

  /**
   * The first block at or behind {@code block} whose payload is aligned, and in front of which
   * there is room for a free block, or nothing.
   */
  int alignedFrom(int block, int alignment) {
    int lead = -payload(block) & (alignment - 1);
    if (lead > 0 && lead < minBytes) {
      lead += (minBytes - lead + alignment - 1) & -alignment;
    }
    return block + (lead << shift);
  }

  /** The largest request that a block satisfies, or −1 for what is too small to be a block. */
  int requestOf(int blockSize) {
    int bytes = blockSize >>> shift;
    return bytes < minBytes ? -1 : bytes - header;
  }

  /** The payload's address in the heap. */
  int payload(int block) {
    return heapAddress(block) + header;
  }

  /** The block of a payload's address. */
  int block(int payload) {
    return ((payload - header - heapStart) << shift) + firstBlock;
  }

  /** The address in the heap of a block, or of the end of one. */
  int heapAddress(int block) {
    return ((block - firstBlock) >>> shift) + heapStart;
  }

  /** Bytes of the region beside the heap, 0 if there is none. */
  int rootBytes() {
    return rootBytes;
  }
}
