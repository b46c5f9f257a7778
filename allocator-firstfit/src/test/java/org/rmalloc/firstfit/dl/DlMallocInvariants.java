// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BlockHeader.FIRST_BLOCK;
import static org.rmalloc.firstfit.dl.BlockHeader.NO_BLOCK;

import java.util.HashSet;
import java.util.Set;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.Heap;

/**
 * Checks what must hold between any two operations, reading the heap's words itself.
 *
 * <ul>
 *   <li>I1: bit i of the small map is set exactly when small bin i holds a block
 *   <li>I2: bit i of the tree map is set exactly when tree bin i has a root
 *   <li>I3: the blocks of a bin or a ring are free, are of its size, and their links agree
 *   <li>I4: a tree's sizes agree with their paths; no size occurs at two nodes
 *   <li>I5: blocks of 16 bytes or more, multiples of 8, tile the heap from 4 to the top
 *   <li>I6: no two free blocks are neighbours
 *   <li>I7: a header says whether the block before is in use; a free block's footer is its size
 *   <li>I8: each free block is the victim or in one bin, and nothing else is
 *   <li>I9: the top ends 36 bytes before the end of what is claimed, in whole steps
 * </ul>
 */
final class DlMallocInvariants {
  private final DlMalloc allocator;
  private final Heap heap;
  private final int granularity;
  private final int start;
  private final Set<Integer> binned = new HashSet<>();

  DlMallocInvariants(DlMalloc allocator, Heap heap, int granularity, int start) {
    this.allocator = allocator;
    this.heap = heap;
    this.granularity = granularity;
    this.start = start;
  }

  void check() {
    TopBlock top = allocator.free().top();
    if (top.end() == 0) {
      require("I9", top.block() == NO_BLOCK, 0, "a top, and nothing is claimed");
      return;
    }
    binned.clear();
    checkSmallBins();
    checkTreeBins();
    checkTop(top);
    checkBlocks(top.block());
  }

  private void checkSmallBins() {
    SmallBins small = allocator.free().small();
    for (int index = 0; index < SmallBins.BIN_COUNT; index++) {
      int first = small.first(index);
      require("I1", (small.mapFrom(index) & 1) == (first == 0 ? 0 : 1), index, "the bin's bit");
      int previous = NO_BLOCK;
      for (int block = first; block != NO_BLOCK; block = heap.getInt(block + 4)) {
        require("I3", size(block) == 8 * index && !inUse(block), block, "its head");
        require("I3", heap.getInt(block + 8) == previous, block, "its link back");
        note(block);
        previous = block;
      }
    }
  }

  private void checkTreeBins() {
    TreeBins large = allocator.free().large();
    for (int index = 0; index < TreeBins.BIN_COUNT; index++) {
      int root = large.root(index);
      require("I2", (large.map() >>> index & 1) == (root == 0 ? 0 : 1), index, "the bin's bit");
      if (root != NO_BLOCK) {
        checkNode(root, 1, index, 0, 0);
      }
    }
  }

  /** {@code bits} leading bits of every path below are those of {@code prefix}. */
  private void checkNode(int node, int parent, int index, int prefix, int bits) {
    int size = size(node);
    require("I4", TreeBins.indexOf(size) == index, node, "its bin");
    int path = TreeBins.path(size, index);
    require("I4", bits == 0 || path >>> (32 - bits) == prefix, node, "its place in the tree");
    require("I4", heap.getInt(node + 20) == parent, node, "its parent");
    checkRing(node, size);
    for (int bit = 0; bit < 2; bit++) {
      int child = heap.getInt(node + 12 + 4 * bit);
      if (child != NO_BLOCK) {
        require("I4", size(child) != size, child, "its parent's size");
        checkNode(child, node, index, prefix << 1 | bit, bits + 1);
      }
    }
  }

  private void checkRing(int node, int size) {
    int block = node;
    do {
      require("I3", size(block) == size && !inUse(block), block, "its head");
      require("I3", block == node || heap.getInt(block + 20) == 0, block, "its parent");
      int next = heap.getInt(block + 4);
      require("I3", heap.getInt(next + 8) == block, next, "its link back");
      note(block);
      block = next;
    } while (block != node);
  }

  private void checkTop(TopBlock top) {
    require("I9", top.sizeBytes() >= 8, top.block(), "too small a top");
    require("I9", top.block() + top.sizeBytes() + 36 == top.end(), top.end(), "the top's end");
    require("I9", (start + top.end()) % granularity == 0, top.end(), "not whole steps");
    require("I9", size(top.block()) == top.sizeBytes() && !inUse(top.block()), top.block(), "head");
    require("I9", heap.getInt(top.block() + top.sizeBytes()) == 40, top.end(), "the footer's word");
  }

  private void checkBlocks(int top) {
    boolean previousInUse = true;
    int free = 0;
    for (int block = FIRST_BLOCK; block != top; block += size(block)) {
      require("I5", size(block) >= 16 && block + size(block) <= top, block, "its size");
      require("I7", previousInUse == ((heap.getInt(block) & 1) != 0), block, "the bit of before");
      if (!inUse(block)) {
        require("I6", previousInUse, block, "free like the block before it");
        require("I7", heap.getInt(block + size(block) - 4) == size(block), block, "its footer");
        require(
            "I8", isVictim(block) ^ binned.contains(block), block, "in no bin, or in two places");
        free++;
      }
      previousInUse = inUse(block);
    }
    require("I6", previousInUse, top, "a free block before the top");
    int victims = allocator.free().victim().block() == NO_BLOCK ? 0 : 1;
    require("I8", free == binned.size() + victims, free, "free blocks, and others in bins");
  }

  private boolean isVictim(int block) {
    DesignatedVictim victim = allocator.free().victim();
    return block == victim.block() && size(block) == victim.sizeBytes();
  }

  private void note(int block) {
    require("I8", binned.add(block), block, "in two bins");
  }

  private int size(int block) {
    return heap.getInt(block) & ~7;
  }

  private boolean inUse(int block) {
    return (heap.getInt(block) & 2) != 0;
  }

  private static void require(String invariant, boolean holds, int where, String what) {
    if (!holds) {
      throw new InvariantViolation("%s: at %d: %s".formatted(invariant, where, what));
    }
  }
}
