// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * A table whose unused headers are linked, which takes 4 bytes in each header: 17 in all.
 *
 * <p>One of them is the reserve. A block that is moved past a locked one leaves a hole behind, and
 * a hole needs a header at a moment when none may be had by growing.
 */
final class LinkedBlockHeaderTable extends BlockHeaderTable {
  private static final int RESERVE = 1;

  private int firstUnused = BlockHeader.NO_BLOCK;

  LinkedBlockHeaderTable(Heap heap, PlacementListener listener) {
    super(heap, BlockHeader.LINKED_BYTES, RESERVE, listener);
  }

  /** The next to be taken, {@link BlockHeader#NO_BLOCK} if there is none. */
  int firstUnused() {
    return firstUnused;
  }

  @Override
  boolean reuses() {
    return true;
  }

  @Override
  void addUnused(int header) {
    BlockHeader.setNextUnused(heap, header, firstUnused);
    firstUnused = header;
  }

  @Override
  int removeUnused() {
    int header = firstUnused;
    firstUnused = BlockHeader.nextUnused(heap, header);
    return header;
  }

  @Override
  void forgetUnused() {
    firstUnused = BlockHeader.NO_BLOCK;
  }
}
