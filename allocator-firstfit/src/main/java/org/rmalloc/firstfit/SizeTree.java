package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockTag.NIL;

import org.rmalloc.heap.Heap;

/**
 * Best fit without the walk: a treap sorted by size, and blocks of one size by their places in the
 * list, so that the first one large enough is the best fit.
 *
 * <p>Its ranks are scattered addresses: every operation costs O(log free blocks) expected.
 */
final class SizeTree extends FreeTree {

  SizeTree(Heap tags, ListOrder order) {
    super(tags, order);
  }

  @Override
  long key(int block) {
    return ((long) BlockTag.freeSize(tags, block) << 32) + position(block);
  }

  @Override
  long rank(int block) {
    return scatter(block);
  }

  @Override
  public int find(int size) {
    int fit = NIL;
    int node = root();
    while (node != NIL) {
      if (BlockTag.freeSize(tags, node) < size) {
        node = right(node);
      } else {
        fit = node;
        node = left(node);
      }
    }
    return fit;
  }

  @Override
  public int largestAbove(int floor) {
    int largest = NIL;
    for (int node = uncounted.getInt(BlockTag.ROOT); node != NIL; ) {
      largest = node;
      node = uncounted.getInt(node + BlockTag.RIGHT);
    }
    return largest == NIL ? floor : Math.max(BlockTag.freeSize(uncounted, largest), floor);
  }
}
