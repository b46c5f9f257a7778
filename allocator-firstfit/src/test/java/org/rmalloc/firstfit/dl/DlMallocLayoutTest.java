// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** The layout as docs/dlmalloc.md draws it, byte by byte. */
final class DlMallocLayoutTest {
  private static final int USED = 2;
  private static final int USED_BEFORE = 1;

  private final Fixture f = new Fixture();

  @Test
  void usedBlockIsAHeadAndItsPayload() {
    f.block(24);
    f.block(40);
    assertEquals(0, f.heap.getInt(0), "the lead-in");
    assertEquals(24 | USED | USED_BEFORE, f.heap.getInt(4));
    assertEquals(40 | USED | USED_BEFORE, f.heap.getInt(4 + 24));
  }

  @Test
  void freeSmallBlockHasLinksAndAFoot() {
    int[] holes = f.holes(32, 32);
    int older = holes[0] - 4;
    int newer = holes[1] - 4;
    assertEquals(32 | USED_BEFORE, f.heap.getInt(newer));
    assertEquals(older, f.heap.getInt(newer + 4), "next");
    assertEquals(0, f.heap.getInt(newer + 8), "previous");
    assertEquals(0, f.heap.getInt(older + 4), "next");
    assertEquals(newer, f.heap.getInt(older + 8), "previous");
    assertEquals(32, f.heap.getInt(newer + 28), "the footer");
    assertEquals(16 | USED, f.heap.getInt(newer + 32), "the header behind it");
  }

  @Test
  void freeLargeBlocksAreNodesAndRings() {
    int[] holes = f.holes(256, 320, 264, 320);
    int root = holes[0] - 4;
    int one = holes[1] - 4;
    int zero = holes[2] - 4;
    int ringed = holes[3] - 4;
    assertEquals(256 | USED_BEFORE, f.heap.getInt(root));
    assertEquals(root, f.heap.getInt(root + 4), "next: itself");
    assertEquals(root, f.heap.getInt(root + 8), "previous: itself");
    assertEquals(zero, f.heap.getInt(root + 12), "the child of 264, whose bit 6 is 0");
    assertEquals(one, f.heap.getInt(root + 16), "the child of 320, whose bit 6 is 1");
    assertEquals(1, f.heap.getInt(root + 20), "the root's parent");
    assertEquals(root, f.heap.getInt(one + 20));
    assertEquals(ringed, f.heap.getInt(one + 4));
    assertEquals(one, f.heap.getInt(ringed + 8));
    assertEquals(0, f.heap.getInt(ringed + 20), "no node");
    assertEquals(320, f.heap.getInt(ringed + 316), "the footer");
  }

  @Test
  void topHasAHeadAndAFootOf36Bytes() {
    f.block(24);
    assertEquals(4096 - 36 - 28 | USED_BEFORE, f.heap.getInt(28));
    assertEquals(40, f.heap.getInt(4096 - 36));
  }

  @Test
  void rootsAreAWordForEachBin() {
    Heap heap = new PlainHeap(4096);
    Heap smallRoots = heap.newRegion(128);
    new SmallBins(smallRoots).insert(heap, 100, 248);
    assertEquals(100, smallRoots.getInt(4 * 31));
    Heap largeRoots = heap.newRegion(128);
    new TreeBins(heap, largeRoots).insert(heap, 404, 1024);
    assertEquals(404, largeRoots.getInt(4 * 4));
    assertEquals(256, f.allocator.rootBytes());
  }

  @Test
  void treeBinsAreTwoForEachPowerOfTwo() {
    assertEquals(0, TreeBins.indexOf(256));
    assertEquals(0, TreeBins.indexOf(376));
    assertEquals(1, TreeBins.indexOf(384));
    assertEquals(2, TreeBins.indexOf(512));
    assertEquals(3, TreeBins.indexOf(768));
    assertEquals(30, TreeBins.indexOf(8 << 20));
    assertEquals(30, TreeBins.indexOf((12 << 20) - 8));
    assertEquals(31, TreeBins.indexOf(12 << 20));
    assertEquals(31, TreeBins.indexOf(1 << 30));
  }

  @Test
  void walkShowsHeadsAsOverheadAndEverythingFromTheTopOnAsFree() {
    f.holes(32);
    StringBuilder tiles = new StringBuilder();
    f.allocator.walk(new Printer(tiles));
    int end = 1 << 20;
    assertEquals("o0-4 f4-36 o36-40 u40-52 f52-" + end + " ", tiles.toString());
    assertTrue(f.allocator.largestFree() < end - 52);
  }

  private record Printer(StringBuilder text) implements HeapVisitor {
    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      print('u', from, to);
    }

    @Override
    public void free(long from, long to) {
      print('f', from, to);
    }

    @Override
    public void overhead(long from, long to) {
      print('o', from, to);
    }

    private void print(char kind, long from, long to) {
      text.append(kind).append(from).append('-').append(to).append(' ');
    }
  }
}
