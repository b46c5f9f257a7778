// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.rmalloc.firstfit.dl.BlockHeader.NO_BLOCK;

import org.rmalloc.heap.Heap;

/**
 * Free blocks of {@link BlockSize#MIN_LARGE_BYTES} bytes or more: 32 bins, two for each power of
 * two, each a bitwise digital tree of sizes; blocks of one size form a ring, of which one is the
 * tree's node.
 *
 * <pre>
 *   block +  4   the next block of the ring
 *   block +  8   the one before
 *   block + 12   node: the subtree whose sizes have a 0 in the next lower bit, or 0
 *   block + 16   node: the subtree whose sizes have a 1 there, or 0
 *   block + 20   node: its parent, or {@link #ROOT}; {@link #RINGED} for the ring's other blocks
 *   roots + 4 i  the root of bin i, or 0
 * </pre>
 *
 * <p>A node itself may have either bit: only its subtrees differ in it. Deviation from C, placing
 * nothing differently: a node's bin is computed from its size, where C keeps it at block + 24.
 * Invariants: (I2) bit i of the map is set exactly when bin i has a root; (I3) no size occurs at
 * two nodes. O(log of the bin's range of sizes) each, at most 32 steps.
 */
final class TreeBins {
  static final int BIN_COUNT = 32;

  /** Bytes of roots. */
  static final int ROOT_BYTES = 4 * BIN_COUNT;

  static final int NEXT = 4;
  static final int PREVIOUS = 8;
  static final int ZERO_CHILD = 12;
  static final int ONE_CHILD = 16;
  static final int PARENT = 20;

  /** The parent of a root: no block has this address. */
  static final int ROOT = 1;

  /** The parent of a block that is in its size's ring, but not the tree's node. */
  static final int RINGED = 0;

  private static final int MIN_SHIFT = 8; // bin 0 starts at 2^8
  private static final int LAST_BIN = BIN_COUNT - 1; // takes everything from 12 MiB on

  private final Heap roots;
  private final Heap uncountedHeap;
  private final Heap uncountedRoots;
  private int map;

  /** Empty bins; their roots are {@link #ROOT_BYTES} bytes of {@code roots}. */
  TreeBins(Heap heap, Heap roots) {
    this.roots = roots;
    uncountedHeap = heap.uncounted();
    uncountedRoots = roots.uncounted();
  }

  /** The bin of blocks of {@code sizeBytes}: twice the octave, plus the bit below the highest. */
  static int indexOf(int sizeBytes) {
    int octave = 31 - Integer.numberOfLeadingZeros(sizeBytes);
    int index = 2 * (octave - MIN_SHIFT) + (sizeBytes >>> (octave - 1) & 1);
    return Math.min(index, LAST_BIN);
  }

  /** Which bins hold a block. */
  int map() {
    return map;
  }

  boolean isEmpty() {
    return map == 0;
  }

  /** The best fit: the smallest block of at least {@code sizeBytes}, the oldest of its size. */
  int bestFit(Heap heap, int sizeBytes) {
    int index = indexOf(sizeBytes);
    int fit = bestFitInBin(heap, root(index), path(sizeBytes, index), sizeBytes);
    if (fit != NO_BLOCK) {
      return fit;
    }
    int larger = map & (-2 << index);
    return larger == 0 ? NO_BLOCK : smallestOfBin(heap, Integer.numberOfTrailingZeros(larger));
  }

  /** The smallest block of all; there is one. */
  int smallest(Heap heap) {
    return smallestOfBin(heap, Integer.numberOfTrailingZeros(map));
  }

  /** The largest block's size, 0 when all bins are empty. Counts nothing. */
  int largestBytes() {
    return map == 0 ? 0 : largestOfBin(31 - Integer.numberOfLeadingZeros(map));
  }

  void insert(Heap heap, int block, int sizeBytes) {
    int index = indexOf(sizeBytes);
    int root = root(index);
    if (root == NO_BLOCK) {
      map |= 1 << index;
      setRoot(index, block);
      becomeNode(heap, block, ROOT);
    } else {
      insertBelow(heap, root, block, sizeBytes, path(sizeBytes, index));
    }
  }

  /** Removes a block wherever it is: a ring's next oldest block or a leaf takes a node's place. */
  void remove(Heap heap, int block, int sizeBytes) {
    int previous = heap.getInt(block + PREVIOUS);
    int parent = heap.getInt(block + PARENT);
    int heir;
    if (previous != block) {
      removeFromRing(heap, block, previous);
      heir = previous;
    } else {
      heir = detachLeafBelow(heap, block);
    }
    if (parent != RINGED) {
      replace(heap, block, heir, parent, sizeBytes);
    }
  }

  /**
   * The bits of a size that its bin leaves open, highest first, from bit 31 down. (The last bin
   * leaves every bit open.)
   */
  static int path(int sizeBytes, int index) {
    return index == LAST_BIN ? sizeBytes : sizeBytes << (31 - MIN_SHIFT + 2 - (index >>> 1));
  }

  private int bestFitInBin(Heap heap, int root, int sizePath, int sizeBytes) {
    int best = NO_BLOCK;
    int minExcess = -sizeBytes; // unsigned: more than any fit's excess, no more than a misfit's
    int larger = NO_BLOCK; // the deepest subtree that was passed by and whose sizes are larger
    int path = sizePath;
    for (int node = root; node != NO_BLOCK; path <<= 1) {
      int excess = BlockHeader.size(heap, node) - sizeBytes;
      if (Integer.compareUnsigned(excess, minExcess) < 0) {
        best = node;
        minExcess = excess;
        if (excess == 0) {
          return node;
        }
      }
      int oneChild = heap.getInt(node + ONE_CHILD);
      node = path < 0 ? oneChild : heap.getInt(node + ZERO_CHILD);
      larger = oneChild != NO_BLOCK && oneChild != node ? oneChild : larger;
    }
    return smallestBelow(heap, larger, best, minExcess + sizeBytes);
  }

  private int smallestOfBin(Heap heap, int index) {
    return smallestBelow(heap, root(index), NO_BLOCK, 0);
  }

  /** The smallest of a block (of 0 bytes if none, which nothing undercuts) and a subtree. */
  private int smallestBelow(Heap heap, int subtree, int block, int blockBytes) {
    int smallest = block;
    int minimum = block == NO_BLOCK ? Integer.MAX_VALUE : blockBytes;
    int node = subtree;
    while (node != NO_BLOCK) {
      int size = BlockHeader.size(heap, node);
      if (size < minimum) {
        smallest = node;
        minimum = size;
      }
      int zeroChild = heap.getInt(node + ZERO_CHILD);
      node = zeroChild != NO_BLOCK ? zeroChild : heap.getInt(node + ONE_CHILD);
    }
    return smallest;
  }

  private int largestOfBin(int index) {
    int largest = 0;
    int node = uncountedRoots.getInt(4 * index);
    while (node != NO_BLOCK) {
      largest = Math.max(largest, BlockHeader.sizeOf(uncountedHeap.getInt(node)));
      int oneChild = uncountedHeap.getInt(node + ONE_CHILD);
      node = oneChild != NO_BLOCK ? oneChild : uncountedHeap.getInt(node + ZERO_CHILD);
    }
    return largest;
  }

  private void insertBelow(Heap heap, int root, int block, int sizeBytes, int sizePath) {
    int node = root;
    int path = sizePath;
    while (BlockHeader.size(heap, node) != sizeBytes) {
      int link = node + childOffset(path);
      int child = heap.getInt(link);
      if (child == NO_BLOCK) {
        heap.putInt(link, block);
        becomeNode(heap, block, node);
        return;
      }
      node = child;
      path <<= 1;
    }
    addToRing(heap, node, block);
  }

  private static int childOffset(int path) {
    return path < 0 ? ONE_CHILD : ZERO_CHILD;
  }

  private void becomeNode(Heap heap, int block, int parent) {
    heap.putInt(block + ZERO_CHILD, NO_BLOCK);
    heap.putInt(block + ONE_CHILD, NO_BLOCK);
    heap.putInt(block + NEXT, block);
    heap.putInt(block + PREVIOUS, block);
    heap.putInt(block + PARENT, parent);
  }

  /** Puts the newest block right after the node, so that the oldest is right before it. */
  private void addToRing(Heap heap, int node, int block) {
    int next = heap.getInt(node + NEXT);
    heap.putInt(node + NEXT, block);
    heap.putInt(next + PREVIOUS, block);
    heap.putInt(block + NEXT, next);
    heap.putInt(block + PREVIOUS, node);
    heap.putInt(block + PARENT, RINGED);
  }

  private void removeFromRing(Heap heap, int block, int previous) {
    int next = heap.getInt(block + NEXT);
    heap.putInt(next + PREVIOUS, previous);
    heap.putInt(previous + NEXT, next);
  }

  /**
   * Detaches and returns the rightmost leaf below a node, 0 if it is a leaf itself. Only a leaf may
   * take another node's place: what is below a node agrees with it in all higher bits.
   */
  private int detachLeafBelow(Heap heap, int block) {
    int link = lastChild(heap, block);
    int leaf = heap.getInt(link);
    if (leaf == NO_BLOCK) {
      return NO_BLOCK;
    }
    for (int below = lastChild(heap, leaf);
        heap.getInt(below) != NO_BLOCK;
        below = lastChild(heap, leaf)) {
      link = below;
      leaf = heap.getInt(link);
    }
    heap.putInt(link, NO_BLOCK);
    return leaf;
  }

  /** Where a node's link to its one-child is, or, when it has none, the link to its zero-child. */
  private int lastChild(Heap heap, int node) {
    return node + (heap.getInt(node + ONE_CHILD) != NO_BLOCK ? ONE_CHILD : ZERO_CHILD);
  }

  private void replace(Heap heap, int block, int heir, int parent, int sizeBytes) {
    if (parent == ROOT) {
      replaceRoot(indexOf(sizeBytes), heir);
    } else {
      int link = parent + (heap.getInt(parent + ZERO_CHILD) == block ? ZERO_CHILD : ONE_CHILD);
      heap.putInt(link, heir);
    }
    if (heir != NO_BLOCK) {
      heap.putInt(heir + PARENT, parent);
      adopt(heap, heir, block, ZERO_CHILD);
      adopt(heap, heir, block, ONE_CHILD);
    }
  }

  private void replaceRoot(int index, int heir) {
    setRoot(index, heir);
    if (heir == NO_BLOCK) {
      map &= ~(1 << index);
    }
  }

  private void adopt(Heap heap, int heir, int block, int childOffset) {
    int child = heap.getInt(block + childOffset);
    heap.putInt(heir + childOffset, child);
    if (child != NO_BLOCK) {
      heap.putInt(child + PARENT, heir);
    }
  }

  /** The root of a bin, or 0. */
  int root(int index) {
    return roots.getInt(4 * index);
  }

  private void setRoot(int index, int block) {
    roots.putInt(4 * index, block);
  }
}
