// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import java.util.List;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** What the three sequential fits have in common: their options, and all but the search. */
abstract sealed class SequentialFitProvider implements AllocatorProvider
    permits FirstFitProvider, NextFitProvider, BestFitProvider {

  static final AllocatorOption<FreeListOrder> ORDER =
      AllocatorOption.choice(
          "order", "the order of the list of free blocks", FreeListOrder.ADDRESS);

  static final AllocatorOption<ListOrTreeSearch> SEARCH =
      AllocatorOption.choice(
          "search", "how a free block is found; placements are the same", ListOrTreeSearch.TREE);

  static final AllocatorOption<Integer> ALIGN =
      new AllocatorOption<>(
          "align",
          "of payloads and block sizes in bytes; below 4, tags are kept beside the heap",
          "1, 2, 4, 8, 16",
          8,
          SequentialFitProvider::parseAlign);

  static final AllocatorOption<Integer> HEADER =
      AllocatorOption.integer(
          "header",
          "bytes in front of a payload; below 4, tags are kept beside the heap",
          4,
          0,
          16);

  @Override
  public final Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.CAPACITY_BLIND);
  }

  @Override
  public final List<AllocatorOption<?>> options() {
    return List.of(ORDER, SEARCH, ALIGN, HEADER);
  }

  @Override
  public final Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    FreeListOrder order = options.get(ORDER);
    BoundaryTagLayout space = BoundaryTagLayout.of(heap, options.get(ALIGN), options.get(HEADER));
    FreeBlocks free = freeBlocks(space.tags(), order, options.get(SEARCH));
    return new SequentialFitAllocator(heap, space, free, order, listener);
  }

  /** The free blocks, none at first, and the policy. */
  abstract FreeBlocks freeBlocks(Heap tags, FreeListOrder order, ListOrTreeSearch search);

  /** First fit from anywhere in the list. */
  static IterableFreeBlocks ordered(Heap tags, FreeListOrder order, ListOrTreeSearch search) {
    return switch (search) {
      case LIST -> new FreeList(tags, order);
      case TREE ->
          order == FreeListOrder.ADDRESS
              ? new FirstFitPageIndex(tags)
              : new FastFitTree(tags, order);
    };
  }

  private static int parseAlign(String text) {
    int align = Integer.parseInt(text);
    if (align < 1 || align > 16 || Integer.bitCount(align) != 1) {
      throw new IllegalArgumentException(text);
    }
    return align;
  }
}
