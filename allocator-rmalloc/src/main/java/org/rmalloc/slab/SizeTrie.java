// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * Free extents of {@link FreeExtentLayout#MIN_TRIE_BYTES} bytes or more, by size: a bitwise trie
 * for each half of an octave, as in Lea's malloc 2.8 ("A Memory Allocator", 2000; tree bins).
 *
 * <p>A trie's nodes differ in size; a node's subtrees hold the sizes that share its path of leading
 * bits, child 1 those whose next bit is set. Extents of one size form a ring; the node stands for
 * it, the others have no parent ({@link #NOT_A_NODE}). The node at a root has the root's bin as its
 * parent, as ~bin.
 *
 * <p>Insert, remove and best fit take O(bits of the size) accesses.
 */
final class SizeTrie {
  private static final int FIRST_OCTAVE = 8; // log2 of MIN_TRIE_BYTES
  private static final int NOT_A_NODE = 0;
  private static final int NONE = ExtentBoundaryTag.NO_EXTENT;

  private final Heap heap;
  private final Heap roots;
  private final int rootsAt;
  private final int unitShift;
  private long occupied; // bit b: bin b is not empty

  /** A trie whose roots are {@link #rootBytes} bytes at {@code rootsAt} of {@code roots}. */
  SizeTrie(Heap heap, Heap roots, int rootsAt, int unitShift) {
    this.heap = heap;
    this.roots = roots;
    this.rootsAt = rootsAt;
    this.unitShift = unitShift;
  }

  /** Bytes of the roots for a heap. */
  static int rootBytes(int capacity) {
    return 4 * (binOf(Math.max(capacity, FreeExtentLayout.MIN_TRIE_BYTES)) + 1);
  }

  /** The bin of a size: two an octave. */
  static int binOf(int bytes) {
    int octave = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(bytes);
    return 2 * (octave - FIRST_OCTAVE) + (bytes >>> (octave - 1) & 1);
  }

  boolean isEmpty() {
    return occupied == 0;
  }

  boolean isOccupied(int bin) {
    return (occupied >>> bin & 1) != 0;
  }

  int root(int bin) {
    return root(roots, bin);
  }

  private int root(Heap roots, int bin) {
    return roots.getInt(rootsAt + 4 * bin);
  }

  void insert(int extent, int bytes) {
    int bin = binOf(bytes);
    if ((occupied >>> bin & 1) == 0) {
      occupied |= 1L << bin;
      setRoot(bin, extent);
      becomeNode(extent, ~bin);
      return;
    }
    int node = root(roots, bin);
    int bit = firstPathBit(bin);
    while (bytes(node) != bytes) {
      int side = bytes >>> bit-- & 1;
      int child = FreeExtentLayout.child(heap, node, side);
      if (child == NONE) {
        FreeExtentLayout.setChild(heap, node, side, extent);
        becomeNode(extent, node);
        return;
      }
      node = child;
    }
    joinRing(extent, node);
  }

  void remove(int extent) {
    int parent = FreeExtentLayout.parent(heap, extent);
    int next = FreeExtentLayout.next(heap, extent);
    if (next != extent) {
      int previous = FreeExtentLayout.previous(heap, extent);
      FreeExtentLayout.setNext(heap, previous, next);
      FreeExtentLayout.setPrevious(heap, next, previous);
      if (parent != NOT_A_NODE) {
        replace(extent, parent, next);
      }
    } else {
      replace(extent, parent, detachLeafBelow(extent));
    }
  }

  /**
   * The smallest extent of at least {@code bytes} bytes; {@link ExtentBoundaryTag#NO_EXTENT} if
   * none.
   */
  int bestFit(int bytes) {
    int bin = binOf(Math.max(bytes, FreeExtentLayout.MIN_TRIE_BYTES));
    int best = NONE;
    if (bytes >= FreeExtentLayout.MIN_TRIE_BYTES && (occupied >>> bin & 1) != 0) {
      best = bestFitIn(bin, bytes);
    }
    long above = bytes < FreeExtentLayout.MIN_TRIE_BYTES ? occupied : occupied & -2L << bin;
    return best != NONE || above == 0
        ? best
        : smallestBelow(root(roots, Long.numberOfTrailingZeros(above)));
  }

  /** The size of the largest extent, 0 if there is none. Not counted. */
  int largestBytes(Heap probe, Heap probeRoots) {
    if (occupied == 0) {
      return 0;
    }
    int bin = Long.SIZE - 1 - Long.numberOfLeadingZeros(occupied);
    int largest = 0;
    for (int node = root(probeRoots, bin); node != NONE; ) {
      largest = Math.max(largest, FreeExtentLayout.bytes(probe, node, unitShift));
      int child = FreeExtentLayout.child(probe, node, 1);
      node = child != NONE ? child : FreeExtentLayout.child(probe, node, 0);
    }
    return largest;
  }

  private int bestFitIn(int bin, int bytes) {
    int best = NONE;
    int bestBytes = Integer.MAX_VALUE;
    int larger = NONE; // the deepest subtree passed whose sizes all are larger
    int node = root(roots, bin);
    int bit = firstPathBit(bin);
    while (node != NONE) {
      int nodeBytes = bytes(node);
      if (nodeBytes >= bytes && nodeBytes < bestBytes) {
        best = node;
        bestBytes = nodeBytes;
        if (nodeBytes == bytes) {
          return best;
        }
      }
      if ((bytes >>> bit-- & 1) == 0) {
        int one = FreeExtentLayout.child(heap, node, 1);
        larger = one == NONE ? larger : one;
        node = FreeExtentLayout.child(heap, node, 0);
      } else {
        node = FreeExtentLayout.child(heap, node, 1);
      }
    }
    if (larger != NONE) {
      int other = smallestBelow(larger);
      return best != NONE && bestBytes <= bytes(other) ? best : other;
    }
    return best;
  }

  /** The smallest extent of a subtree: on the way along its leftmost children. */
  private int smallestBelow(int node) {
    int smallest = node;
    int smallestBytes = bytes(node);
    int at = leftmost(node);
    while (at != NONE) {
      int atBytes = bytes(at);
      if (atBytes < smallestBytes) {
        smallest = at;
        smallestBytes = atBytes;
      }
      at = leftmost(at);
    }
    return smallest;
  }

  private int leftmost(int node) {
    int zero = FreeExtentLayout.child(heap, node, 0);
    return zero != NONE ? zero : FreeExtentLayout.child(heap, node, 1);
  }

  private void becomeNode(int extent, int parent) {
    FreeExtentLayout.setChild(heap, extent, 0, NONE);
    FreeExtentLayout.setChild(heap, extent, 1, NONE);
    FreeExtentLayout.setParent(heap, extent, parent);
    FreeExtentLayout.setNext(heap, extent, extent);
    FreeExtentLayout.setPrevious(heap, extent, extent);
  }

  private void joinRing(int extent, int node) {
    int next = FreeExtentLayout.next(heap, node);
    FreeExtentLayout.setParent(heap, extent, NOT_A_NODE);
    FreeExtentLayout.setNext(heap, extent, next);
    FreeExtentLayout.setPrevious(heap, extent, node);
    FreeExtentLayout.setNext(heap, node, extent);
    FreeExtentLayout.setPrevious(heap, next, extent);
  }

  /** Puts {@code heir}, or nothing, in the place of a node. */
  private void replace(int node, int parent, int heir) {
    if (parent < 0) {
      setRoot(~parent, heir);
      if (heir == NONE) {
        occupied &= ~(1L << ~parent);
      }
    } else {
      int side = FreeExtentLayout.child(heap, parent, 0) == node ? 0 : 1;
      FreeExtentLayout.setChild(heap, parent, side, heir);
    }
    if (heir != NONE) {
      FreeExtentLayout.setParent(heap, heir, parent);
      adopt(heir, node, 0);
      adopt(heir, node, 1);
    }
  }

  private void adopt(int heir, int node, int side) {
    int child = FreeExtentLayout.child(heap, node, side);
    FreeExtentLayout.setChild(heap, heir, side, child);
    if (child != NONE) {
      FreeExtentLayout.setParent(heap, child, heir);
    }
  }

  /**
   * Takes a leaf below a node out of the trie; {@link ExtentBoundaryTag#NO_EXTENT} if it has none.
   */
  private int detachLeafBelow(int node) {
    int parent = node;
    int leaf = rightmost(node);
    if (leaf == NONE) {
      return NONE;
    }
    for (int child = rightmost(leaf); child != NONE; child = rightmost(leaf)) {
      parent = leaf;
      leaf = child;
    }
    int side = FreeExtentLayout.child(heap, parent, 1) == leaf ? 1 : 0;
    FreeExtentLayout.setChild(heap, parent, side, NONE);
    return leaf;
  }

  private int rightmost(int node) {
    int one = FreeExtentLayout.child(heap, node, 1);
    return one != NONE ? one : FreeExtentLayout.child(heap, node, 0);
  }

  private int bytes(int extent) {
    return FreeExtentLayout.bytes(heap, extent, unitShift);
  }

  private void setRoot(int bin, int extent) {
    roots.putInt(rootsAt + 4 * bin, extent);
  }

  /** The bit of a size that chooses between a root's children: the third of its octave. */
  private static int firstPathBit(int bin) {
    return bin / 2 + FIRST_OCTAVE - 2;
  }
}
