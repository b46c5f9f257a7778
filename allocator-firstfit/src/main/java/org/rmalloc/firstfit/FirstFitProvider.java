// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import org.rmalloc.heap.Heap;

/** First fit: the first free block in list order that will do. */
public final class FirstFitProvider extends SequentialFitProvider {

  @Override
  public String name() {
    return "firstfit";
  }

  @Override
  public String summary() {
    return "first fit over one free list, boundary tags, immediate coalescing";
  }

  @Override
  FreeBlocks freeBlocks(Heap tags, FreeListOrder order, ListOrTreeSearch search) {
    return ordered(tags, order, search);
  }
}
