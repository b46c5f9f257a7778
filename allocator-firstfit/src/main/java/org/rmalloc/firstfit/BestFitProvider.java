// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import org.rmalloc.heap.Heap;

/** Best fit: the smallest free block that will do, the first of them in list order. */
public final class BestFitProvider extends SequentialFitProvider {

  @Override
  public String name() {
    return "bestfit";
  }

  @Override
  public String summary() {
    return "best fit over one free list, boundary tags, immediate coalescing";
  }

  @Override
  FreeBlocks freeBlocks(Heap tags, FreeListOrder order, ListOrTreeSearch search) {
    return switch (search) {
      case LIST -> new BestFitList(tags, order);
      case TREE -> new BestFitTree(tags, order);
    };
  }
}
