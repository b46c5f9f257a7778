// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.LoadStoreCountingHeap;
import org.rmalloc.heap.PlainHeap;

/** Holds the index of pages against its diagram, and its costs to what is claimed for them. */
final class FirstFitPageIndexTest {
  private static final int PAGE = FirstFitPageIndex.PAGE_BYTES;

  /** Four pages: nodes 1 to 7 at +4 to +28, the pages' lists at +32 to +44. */
  @Test
  void nodesHaveTheLargestSizesAndPagesTheirFirstBlocks() {
    Heap tags = new PlainHeap(3 * PAGE + 8);
    Heap index = tags.newRegion(FirstFitPageIndex.indexBytes(tags.capacity()));
    FirstFitPageIndex blocks = new FirstFitPageIndex(tags, index);
    assertEquals(48, index.capacity());
    blocks.add(PAGE + 64, 32);
    blocks.add(PAGE + 16, 24);
    blocks.add(2 * PAGE, 40);
    assertWords(index, 4, 40, 32, 40, 0, 32, 40, 0);
    assertWords(index, 32, 0, PAGE + 16, 2 * PAGE, 0);
    assertWords(tags, PAGE + 16, 24, PAGE + 64, 0);
    assertWords(tags, PAGE + 64, 32, 0, PAGE + 16);
    blocks.remove(PAGE + 64);
    assertWords(index, 4, 40, 24, 40, 0, 24, 40, 0);
    blocks.replace(2 * PAGE, 3 * PAGE - 16, 20);
    assertWords(index, 4, 24, 24, 20, 0, 24, 20, 0);
    assertEquals(3 * PAGE - 16, index.getInt(40));
  }

  private static void assertWords(Heap heap, int from, int... words) {
    for (int i = 0; i < words.length; i++) {
      assertEquals(words[i], heap.getInt(from + 4 * i), "word at " + (from + 4 * i));
    }
  }

  /** A walk through a full page, and a few words for each level of the tree above it. */
  @ParameterizedTest
  @ValueSource(ints = {1 << 16, 1 << 20, 1 << 24})
  void costsGrowWithTheLogarithmOfThePages(int capacity) {
    LoadStoreCountingHeap heap = new LoadStoreCountingHeap(capacity);
    FirstFitPageIndex blocks = new FirstFitPageIndex(heap);
    int levels = Integer.numberOfTrailingZeros(capacity / PAGE);
    long maximum = 2 * PAGE / BlockHeader.MIN_BYTES + 4L * levels + 12;
    long dearest = 0;
    for (int page = PAGE; page < capacity; page += PAGE) {
      dearest = Math.max(dearest, fillAndTakeLargest(heap, blocks, page));
    }
    assertTrue(dearest <= maximum, dearest + " loads and stores; at most " + maximum);
    assertTrue(dearest > maximum - 4L * levels - 12, dearest + ": no page was walked");
  }

  /** Fills a page with free blocks, the largest last; finds that and takes it out. */
  private static long fillAndTakeLargest(
      LoadStoreCountingHeap heap, FirstFitPageIndex blocks, int page) {
    int largest = page + PAGE - 2 * BlockHeader.MIN_BYTES;
    long dearest = 0;
    for (int block = page; block <= largest; block += BlockHeader.MIN_BYTES) {
      long before = heap.cost();
      blocks.add(block, block == largest ? 32 : 16);
      dearest = Math.max(dearest, heap.cost() - before);
    }
    long before = heap.cost();
    assertEquals(largest, blocks.find(20));
    dearest = Math.max(dearest, heap.cost() - before);
    before = heap.cost();
    blocks.remove(largest);
    return Math.max(dearest, heap.cost() - before);
  }
}
