// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import org.rmalloc.heap.Heap;

/** Next fit: the first free block that will do from where the last search ended. */
public final class NextFitProvider extends SequentialFitProvider {

  @Override
  public String name() {
    return "nextfit";
  }

  @Override
  public String summary() {
    return "next fit over one free list, boundary tags, immediate coalescing";
  }

  @Override
  FreeBlocks freeBlocks(Heap tags, FreeListOrder order, ListOrTreeSearch search) {
    return new NextFitFreeBlocks(tags, ordered(tags, order, search));
  }
}
