// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** The oracle of {@link SizeTrie} is a list that is looked through for the smallest that fits. */
final class SizeTrieTest {
  private static final int SPACING = 32; // the trie touches no more than an extent's first 24 bytes
  private static final int EXTENTS = 2000;
  private static final int MAX_BYTES = 1 << 26;

  private final Heap heap = new PlainHeap((EXTENTS + 1) * SPACING);
  private final Heap roots = heap.newRegion(SizeTrie.rootBytes(MAX_BYTES));
  private final SizeTrie trie = new SizeTrie(heap, roots, 0, 3);
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<Integer> listed = new ArrayList<>();

  @Test
  void findsTheSmallestThatFitsAsALinearSearchDoes() {
    List<Integer> vacant = new ArrayList<>();
    for (int i = 1; i <= EXTENTS; i++) {
      vacant.add(i * SPACING);
    }
    for (int op = 0; op < 100_000; op++) {
      if (!vacant.isEmpty() && (listed.isEmpty() || random.nextInt(100) < 52)) {
        insert(vacant.remove(random.nextInt(vacant.size())));
      } else {
        int extent = listed.remove(random.nextInt(listed.size()));
        trie.remove(extent);
        vacant.add(extent);
      }
      check(randomBytes());
    }
  }

  private void insert(int extent) {
    int bytes = randomBytes();
    ExtentBoundaryTag.setWord(
        heap, extent, ExtentBoundaryTag.wide(ExtentBoundaryTag.FREE, bytes, 3));
    trie.insert(extent, bytes);
    listed.add(extent);
  }

  private void check(int wanted) {
    int best = 0;
    int largest = 0;
    for (int extent : listed) {
      int bytes = FreeExtentLayout.bytes(heap, extent, 3);
      largest = Math.max(largest, bytes);
      if (bytes >= wanted && (best == 0 || bytes < best)) {
        best = bytes;
      }
    }
    int found = listed.isEmpty() ? 0 : trie.bestFit(wanted);
    assertEquals(best, found == 0 ? 0 : FreeExtentLayout.bytes(heap, found, 3), "for " + wanted);
    assertEquals(largest, trie.largestBytes(heap, roots));
  }

  /** Few different sizes at times, so that rings form. */
  private int randomBytes() {
    int bits = 8 + random.nextInt(18);
    int bytes = (1 << bits) + random.nextInt(1 << bits);
    int step = random.nextInt(3) == 0 ? 1 << (bits - 2) : 8;
    return bytes / step * step;
  }
}
