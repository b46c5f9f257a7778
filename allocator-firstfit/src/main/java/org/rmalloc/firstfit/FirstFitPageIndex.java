// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.NEXT;
import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.BlockHeader.PREVIOUS;

import org.rmalloc.heap.Heap;

/**
 * Free blocks in address order, a list for each page of {@link #PAGE_BYTES}, and above the pages a
 * tree of what the largest block is: placed in by first fit, without walking all that is too small.
 *
 * <pre>
 *   +4·i                        node i, from 1: the largest size below it, 0 for no block; its
 *                               children are 2i and 2i + 1, the pages are the last ones
 *   +4·(2·pages + page)         the first free block that starts in a page, or {@link BlockHeader#NO_BLOCK}
 * </pre>
 *
 * <p>These words are beside the heap, so that blocks lie just where those of the list do. Pages are
 * of tag space, and their number is a power of two.
 *
 * <p>Finding costs O(log pages), adding and removing too, beside the walk of a page: constant, for
 * it holds 128 blocks at most. Most changes touch no node above the page. The largest block costs
 * O(1). Searches start at the node above all pages that had a block so far, and so cost the same in
 * a larger heap. The structure is ours; as a search tree without links, a "segment tree".
 */
final class FirstFitPageIndex implements IterableFreeBlocks {
  private static final int LOG2_PAGE = 11;

  /** Bytes of tag space to a page. */
  static final int PAGE_BYTES = 1 << LOG2_PAGE;

  private final Heap tags;
  private final Heap index;
  private final Heap uncounted; // the same words
  private final int pages;
  private int top; // the node above all pages that had a block so far

  FirstFitPageIndex(Heap tags) {
    this(tags, tags.newRegion(indexBytes(tags.capacity())));
  }

  /**
   * No blocks yet.
   *
   * @param index zeroed, of {@link #indexBytes}
   */
  FirstFitPageIndex(Heap tags, Heap index) {
    this.tags = tags;
    this.index = index;
    this.uncounted = index.uncounted();
    this.pages = index.capacity() / 12;
    this.top = pages;
  }

  /** Bytes of the index of so many bytes of tag space: two nodes and a list to a page. */
  static int indexBytes(int tagBytes) {
    return 12 * pages(tagBytes);
  }

  /** The smallest power of two of pages that hold so many bytes. */
  private static int pages(int bytes) {
    int last = (bytes - 1) >>> LOG2_PAGE;
    return last == 0 ? 1 : 2 * Integer.highestOneBit(last);
  }

  @Override
  public int rootBytes() {
    return index.capacity();
  }

  @Override
  public int find(int size) {
    return largest(top) < size ? NO_BLOCK : leftmostBelow(top, size);
  }

  @Override
  public int fit(int from, int to, int size) {
    if (from == NO_BLOCK) {
      return NO_BLOCK;
    }
    int block = fitInPage(from, size);
    if (block == NO_BLOCK) {
      block = fitBehindPage(page(from), size);
    }
    return to != NO_BLOCK && block >= to ? NO_BLOCK : block;
  }

  @Override
  public int first() {
    return find(1);
  }

  @Override
  public int next(int block) {
    int next = tags.getInt(block + NEXT);
    return next == NO_BLOCK ? fitBehindPage(page(block), 1) : next;
  }

  @Override
  public void add(int block, int size) {
    BlockHeader.setFree(tags, block, size);
    int page = page(block);
    int before = NO_BLOCK;
    int behind = index.getInt(head(page));
    while (behind != NO_BLOCK && behind < block) {
      before = behind;
      behind = tags.getInt(behind + NEXT);
    }
    link(page, before, block, behind);
    raise(page, size);
  }

  @Override
  public void remove(int block) {
    int size = BlockHeader.freeSize(tags, block);
    int page = page(block);
    int before = tags.getInt(block + PREVIOUS);
    int behind = tags.getInt(block + NEXT);
    setNext(page, before, behind);
    setPrevious(behind, before);
    lower(page, size);
  }

  @Override
  public void replace(int block, int by, int size) {
    int page = page(block);
    if (page(by) != page) {
      remove(block);
      add(by, size);
      return;
    }
    int oldSize = BlockHeader.freeSize(tags, block);
    int before = tags.getInt(block + PREVIOUS);
    int behind = tags.getInt(block + NEXT);
    BlockHeader.setFree(tags, by, size);
    link(page, before, by, behind);
    if (size > oldSize) {
      raise(page, size);
    } else {
      lower(page, oldSize);
    }
  }

  @Override
  public void grow(int block, int size) {
    BlockHeader.setFree(tags, block, size);
    raise(page(block), size);
  }

  @Override
  public int largestAbove(int floor) {
    return Math.max(uncounted.getInt(4 * top), floor);
  }

  private static int page(int block) {
    return block >>> LOG2_PAGE;
  }

  private int largest(int node) {
    return index.getInt(4 * node);
  }

  private int head(int page) {
    return 4 * (2 * pages + page);
  }

  /** The first block of {@code size} or more below a node that has one. */
  private int leftmostBelow(int node, int size) {
    int at = node;
    while (at < pages) {
      at *= 2;
      if (largest(at) < size) {
        at++;
      }
    }
    return fitInPage(index.getInt(head(at - pages)), size);
  }

  /** The first of {@code size} or more from a block on in its page. */
  private int fitInPage(int from, int size) {
    int block = from;
    while (block != NO_BLOCK && BlockHeader.freeSize(tags, block) < size) {
      block = tags.getInt(block + NEXT);
    }
    return block;
  }

  /** The first of {@code size} or more in the pages behind one. */
  private int fitBehindPage(int page, int size) {
    for (int node = pages + page; node > top; node /= 2) {
      if ((node & 1) == 0 && largest(node + 1) >= size) {
        return leftmostBelow(node + 1, size);
      }
    }
    return NO_BLOCK;
  }

  private void link(int page, int before, int block, int behind) {
    tags.putInt(block + PREVIOUS, before);
    tags.putInt(block + NEXT, behind);
    setNext(page, before, block);
    setPrevious(behind, block);
  }

  private void setNext(int page, int before, int block) {
    if (before == NO_BLOCK) {
      index.putInt(head(page), block);
    } else {
      tags.putInt(before + NEXT, block);
    }
  }

  private void setPrevious(int behind, int block) {
    if (behind != NO_BLOCK) {
      tags.putInt(behind + PREVIOUS, block);
    }
  }

  /** A block of a size has come into a page, or grown. */
  private void raise(int page, int size) {
    while (page >= pages / top) {
      int below = largest(top);
      top /= 2;
      index.putInt(4 * top, below);
    }
    for (int node = pages + page; node >= top && largest(node) < size; node /= 2) {
      index.putInt(4 * node, size);
    }
  }

  /** A block of a size has left a page, or shrunk. */
  private void lower(int page, int size) {
    int node = pages + page;
    if (largest(node) > size) {
      return;
    }
    int maximum = largestInPage(page, size);
    while (maximum < size) {
      index.putInt(4 * node, maximum);
      if (node == top) {
        return;
      }
      maximum = Math.max(maximum, largest(node ^ 1));
      node /= 2;
      if (largest(node) > size) {
        return;
      }
    }
  }

  /** The largest size in a page, none of which is above {@code bound}. */
  private int largestInPage(int page, int bound) {
    int maximum = 0;
    int block = index.getInt(head(page));
    while (block != NO_BLOCK && maximum < bound) {
      maximum = Math.max(maximum, BlockHeader.freeSize(tags, block));
      block = tags.getInt(block + NEXT);
    }
    return maximum;
  }
}
