// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

/**
 * The free blocks below the break, in list order, and the policy that chooses among them.
 *
 * <p>Blocks are named by their addresses in tag space. What enters or grows here gets its boundary
 * tags here; the tags of what leaves stay as they are.
 */
interface FreeBlocks {
  /**
   * The free block that a request for a block of {@code size} gets; {@link BlockHeader#NO_BLOCK} if
   * none.
   */
  int find(int size);

  /** Puts a block of {@code size} where the list order wants a freed one. */
  void add(int block, int size);

  /** Takes a block out. */
  void remove(int block);

  /**
   * Takes a block out and puts another one, of {@code size}, in its place in the list order. The
   * two may overlap.
   */
  void replace(int block, int by, int size);

  /** Takes a block out whose bytes {@code into}, its neighbour in the list and the heap, gets. */
  default void absorb(int block, int into) {
    remove(block);
  }

  /** Gives a block a new size; it keeps its place in the list order. For address order alone. */
  void grow(int block, int size);

  /**
   * The size of the largest block, or {@code floor} if none is larger. Counts nothing, changes
   * nothing.
   */
  int largestAbove(int floor);

  /** Bytes of what is kept beside the heap, other than tags. */
  default int rootBytes() {
    return 0;
  }
}
