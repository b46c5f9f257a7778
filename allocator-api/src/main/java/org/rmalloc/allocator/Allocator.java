// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * An allocator of blocks in one heap, whose clients name a block by a handle and lock it to get its
 * address.
 *
 * <p>A <b>handle</b> is an opaque value that names a live block; 0 is never one. A freed handle's
 * value may name a later block. An <b>address</b> is an offset into the heap, valid from {@link
 * #lock} to the {@link #unlock} that matches it, or to {@link #free}. In between, an unlocked block
 * may move, but only inside {@link #realloc} and {@link #compact}.
 *
 * <p>This is the <em>unchecked</em> allocator, used for timing on traces that are already
 * validated: what it does with a wrong handle is undefined. {@link MisuseCheckingAllocator} wraps
 * any allocator into the <em>checked</em> one, which refuses misuse with an {@link
 * InvalidHandleException} or an {@link InvalidSizeException} and leaves the heap unchanged.
 *
 * <p>Everything an allocator knows about its blocks lives in the heap or in a region beside it (see
 * {@link org.rmalloc.heap.Heap#newRegion}); a Java field holds only one of a fixed number of
 * scalars. Not thread-safe.
 */
public interface Allocator {
  /** In place of a handle: names no block. */
  long NO_HANDLE = 0;

  /** How deep locks nest. */
  int MAX_LOCK_DEPTH = 63;

  /** What an aligned request may take beyond its size and alignment, in {@link #roomFor}. */
  int ALIGNMENT_SLACK_BYTES = 32;

  /**
   * Allocates a block.
   *
   * @param sizeBytes 0 or more; 0 yields a distinct, valid block
   * @return its handle, or {@link #NO_HANDLE} when the heap cannot satisfy the request, which then
   *     changed nothing
   */
  long malloc(long sizeBytes);

  /**
   * Allocates a block whose address is a multiple of {@code alignment}, wherever it is moved and
   * however it is resized.
   *
   * <p>It may fail where {@link #malloc(long)} would not, but not while {@link #largestFree} is
   * {@link #roomFor} the request or more.
   *
   * @param sizeBytes 0 or more; 0 yields a distinct, valid block
   * @param alignment a power of two, 1 to {@link AllocatorProvider#maximumAlignment}
   * @return its handle, or {@link #NO_HANDLE} when the heap cannot satisfy the request, which then
   *     changed nothing
   * @throws UnsupportedOperationException when the alignment is more than 1 and the allocator
   *     aligns nothing; its provider says so
   */
  default long malloc(long sizeBytes, int alignment) {
    if (alignment > 1) {
      throw new UnsupportedOperationException(
          "this allocator aligns no block: malloc with an alignment of " + alignment);
    }
    return malloc(sizeBytes);
  }

  /**
   * The size of a plain request that has room for an aligned one, wherever it is placed, and for
   * the blocks that are cut off in front and behind.
   */
  static long roomFor(long sizeBytes, int alignment) {
    long extraBytes = alignment == 1 ? 0 : alignment + ALIGNMENT_SLACK_BYTES;
    return Math.min(sizeBytes, Long.MAX_VALUE - extraBytes) + extraBytes;
  }

  /**
   * Resizes a block, whose handle stays valid. The contents up to the smaller of the two sizes are
   * kept, and so is the alignment that the block was allocated with. A locked block is only ever
   * resized in place.
   *
   * @param sizeBytes 0 or more
   * @return what happened; after {@link ReallocOutcome#FAILED} nothing has changed
   */
  ReallocOutcome realloc(long handle, long sizeBytes);

  /** Frees a block, which may be locked: that ends its locks. */
  void free(long handle);

  /**
   * Locks a block: until the matching {@link #unlock} it does not move. Locks nest, to a depth of
   * {@link #MAX_LOCK_DEPTH}.
   *
   * @return the address of its first byte
   */
  long lock(long handle);

  /** Undoes one {@link #lock}. */
  void unlock(long handle);

  /**
   * Returns a block's address without locking it: valid until the next compaction or resize, which
   * may move the block.
   */
  long weakLock(long handle);

  /**
   * Moves unlocked blocks together, one bounded step after another, until nothing is left to do or
   * the budget ends it. The heap is consistent at return. An allocator that does not relocate does
   * nothing.
   */
  default CompactionResult compact(CompactionBudget budget) {
    return CompactionResult.NOTHING;
  }

  /**
   * The out-of-memory hook: called once when a request failed, before it is tried once more. A
   * relocating allocator compacts, and need not move more than lets the request succeed.
   *
   * @param sizeBytes the size of the request that failed
   */
  default CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
    return compact(budget);
  }

  /**
   * Visits the heap in address order and tiles it exactly, from 0 to its capacity.
   *
   * <p>An allocator does not store what was asked for, so its used tiles span what the client may
   * use. The checked allocator narrows them to what was asked for. Counts nothing, changes nothing.
   * O(heap's tiles).
   */
  void walk(HeapVisitor visitor);

  /**
   * The largest request that {@link #malloc} would satisfy now, in bytes; −1 if not even 0. Exact:
   * every larger request would fail. Changes nothing.
   */
  long largestFree();

  /**
   * The largest request that would be satisfied now with {@link #relieve} called in between, its
   * budget unlimited; −1 if not even 0. Exact, changes nothing. Where blocks are locked it may cost
   * O(live blocks).
   */
  default long maxmem() {
    return largestFree();
  }

  /**
   * Bytes of the heap that are claimed now, used or not: from 0 to the break, plus what is held
   * from the top end. O(1).
   */
  long footprint();

  /** Bytes of the regions beside the heap, 0 if there are none. */
  default long rootBytes() {
    return 0;
  }
}
