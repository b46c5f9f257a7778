// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * Every block's header in one singly linked chain, by address while {@link #inOrder}.
 *
 * <p>A new block is appended or put behind the one that it was cut from, so the chain needs no
 * sorting, until a resize exchanges the blocks of two headers. (The original sorts its headers in
 * each compaction.)
 */
final class BlockChain {
  private final Heap heap;
  private int first = BlockHeader.NO_BLOCK;
  private int last = BlockHeader.NO_BLOCK;
  private boolean inOrder = true;

  BlockChain(Heap heap) {
    this.heap = heap;
  }

  /** The first header, {@link BlockHeader#NO_BLOCK} if there is no block. */
  int first() {
    return first;
  }

  /** The last header, {@link BlockHeader#NO_BLOCK} if there is no block. */
  int last() {
    return last;
  }

  /** Whether the chain is known to be by address. */
  boolean inOrder() {
    return inOrder;
  }

  /** The block of some header has moved past another one. */
  void noteDisorder() {
    inOrder = false;
  }

  /** Appends a header, whose own link says that it is the last. */
  void append(int header) {
    if (last == BlockHeader.NO_BLOCK) {
      first = header;
    } else {
      BlockHeader.setNext(heap, last, header);
    }
    last = header;
  }

  /** Puts a new header, whose other fields are given, behind {@code before}. */
  void insertAfter(int before, int header, int memory, int size, int flags) {
    BlockHeader.write(heap, header, memory, size, flags, BlockHeader.next(heap, before));
    BlockHeader.setNext(heap, before, header);
    if (last == before) {
      last = header;
    }
  }

  /**
   * Makes {@code next} what follows {@code before}; {@link BlockHeader#NO_BLOCK} in place of either
   * stands for the chain's end.
   */
  void link(int before, int next) {
    if (before == BlockHeader.NO_BLOCK) {
      first = next;
    } else {
      BlockHeader.setNext(heap, before, next);
    }
    if (next == BlockHeader.NO_BLOCK) {
      last = before;
    }
  }

  /** Puts the chain in order, if it is not. */
  void sort() {
    if (!inOrder) {
      HeaderChainSort sorted = HeaderChainSort.sort(heap, first);
      first = sorted.first();
      last = sorted.last();
      inOrder = true;
    }
  }
}
