// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** Holds the heap's bytes against the diagram in {@link BlockHeader}, number by number. */
final class BlockHeaderTest {
  private final Heap heap = new PlainHeap(4096);

  @Test
  void usedBlocksHaveAHeaderInFront() {
    Allocator allocator = create("list", "address");
    assertEquals(16, address(allocator, allocator.malloc(20)), "roots 0 to 12, header 12 to 16");
    assertEquals(24 | 1, heap.getInt(12), "size 24, used");
    assertEquals(40, address(allocator, allocator.malloc(0)));
    assertEquals(16 | 1, heap.getInt(36), "the smallest block");
    assertEquals(52, allocator.footprint());
  }

  @Test
  void freeBlocksInTheListHaveTwoLinksAndAFooter() {
    Allocator allocator = create("list", "address");
    freeFirstAndThirdOfFour(allocator);
    assertEquals(24, heap.getInt(12), "size 24, free");
    assertEquals(60, heap.getInt(12 + 4), "next");
    assertEquals(0, heap.getInt(12 + 8), "previous: the roots");
    assertEquals(24, heap.getInt(36 - 4), "footer");
    assertEquals(24 | 2 | 1, heap.getInt(36), "size 24, previous free, used");
    assertEquals(16, heap.getInt(60), "size 16, free");
    assertEquals(0, heap.getInt(60 + 4), "next: the roots");
    assertEquals(12, heap.getInt(60 + 8), "previous");
    assertEquals(16, heap.getInt(76 - 4), "footer");
    assertEquals(12, heap.getInt(4), "first in the list");
    assertEquals(60, heap.getInt(8), "last in the list");
  }

  @Test
  void freeBlocksInTheTreeHaveTwoChildren() {
    Allocator allocator = create("tree", "lifo");
    freeFirstAndThirdOfFour(allocator);
    assertEquals(12, heap.getInt(4), "the root, the larger block");
    assertEquals(60, heap.getInt(12 + 4), "left child, freed later");
    assertEquals(0, heap.getInt(12 + 8), "right child");
    assertEquals(24, heap.getInt(36 - 4), "footer");
    assertEquals(0, heap.getInt(60 + 4), "left child");
    assertEquals(0, heap.getInt(60 + 8), "right child");
    assertEquals(1 << 1 | 1, heap.getInt(76 - 4), "stamp in the footer's place");
  }

  @Test
  void freeBlocksInAPageHaveTwoLinksAndAFooter() {
    Allocator allocator = create("tree", "address");
    freeFirstAndThirdOfFour(allocator);
    assertEquals(60, heap.getInt(12 + 4), "next in the page");
    assertEquals(0, heap.getInt(12 + 8), "previous in the page");
    assertEquals(24, heap.getInt(36 - 4), "footer");
    assertEquals(0, heap.getInt(60 + 4), "next in the page");
    assertEquals(12, heap.getInt(60 + 8), "previous in the page");
    assertEquals(16, heap.getInt(76 - 4), "footer");
  }

  @Test
  void stampsFollowTheChildrenAndAreTheFooterOfTheSmallestBlock() {
    Allocator allocator = create("tree", "fifo");
    freeFirstAndThirdOfFour(allocator);
    assertEquals(0 << 1 | 1, heap.getInt(12 + 12), "stamp of the first block freed");
    assertEquals(24, heap.getInt(36 - 4), "footer");
    assertEquals(1 << 1 | 1, heap.getInt(60 + 12), "stamp of the second, in its footer's place");
    assertEquals(2, heap.getInt(8), "stamps given out");
  }

  @Test
  void theRoverIsTheFirstWord() {
    OptionValues defaults = OptionValues.defaults(new NextFitProvider().options());
    Allocator allocator = new NextFitProvider().create(heap, defaults, PlacementListener.NONE);
    freeFirstAndThirdOfFour(allocator);
    assertEquals(16, address(allocator, allocator.malloc(0)));
    assertEquals(60, heap.getInt(0), "behind the block of 24, which 8 bytes too few make no block");
  }

  /** Leaves free blocks of 24 bytes at 12 and of 16 bytes at 60. */
  private static void freeFirstAndThirdOfFour(Allocator allocator) {
    long first = allocator.malloc(20);
    allocator.malloc(20);
    long third = allocator.malloc(12);
    allocator.malloc(12);
    allocator.free(first);
    allocator.free(third);
  }

  private Allocator create(String search, String order) {
    FirstFitProvider provider = new FirstFitProvider();
    OptionValues options =
        OptionValues.parse(provider.options(), Map.of("search", search, "order", order));
    return provider.create(heap, options, PlacementListener.NONE);
  }

  private static long address(Allocator allocator, long handle) {
    return allocator.weakLock(handle);
  }
}
