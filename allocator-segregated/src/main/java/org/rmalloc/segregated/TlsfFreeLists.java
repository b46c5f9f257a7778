// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.rmalloc.segregated.TlsfHeader.NEXT;
import static org.rmalloc.segregated.TlsfHeader.NO_BLOCK;
import static org.rmalloc.segregated.TlsfHeader.PREVIOUS;

import org.rmalloc.heap.Heap;

/**
 * The free lists of TLSF, and the bits that say which of them hold a block.
 *
 * <pre>
 *   +0                          bit i: level i has a list that holds a block
 *   +4 + 4·level                bit j: list j of the level holds a block
 *   +4 + 4·levels + 4·list      the first block of a list, or {@link TlsfHeader#NO_BLOCK}
 * </pre>
 *
 * <p>Blocks enter and leave a list at its front; any one may be taken out. Everything is O(1).
 */
final class TlsfFreeLists {
  /** No list. */
  static final int NO_LIST = -1;

  private final Heap heap; // where blocks are
  private final Heap roots; // where these words are: the heap, or a region beside it
  private final Heap uncounted; // the same words
  private final TlsfSizeClasses classes;
  private final int levels;
  private final int heads; // address of the first list's word

  TlsfFreeLists(Heap heap, Heap roots, TlsfSizeClasses classes, int levels) {
    this.heap = heap;
    this.roots = roots;
    this.uncounted = roots.uncounted();
    this.classes = classes;
    this.levels = levels;
    this.heads = 4 + 4 * levels;
  }

  /** Bytes of the words of {@code levels} levels. */
  static int bytes(int levels, int log2Lists) {
    return 4 + 4 * levels + 4 * (levels << log2Lists);
  }

  /** Empties all lists. */
  void clear() {
    for (int list = 0; list < levels << classes.log2Lists(); list++) {
      roots.putInt(heads + 4 * list, NO_BLOCK);
    }
  }

  /** The first list at or above {@code list} that holds a block, or {@link #NO_LIST}. */
  int listFrom(int list) {
    int level = list >>> classes.log2Lists();
    if (level >= levels) {
      return NO_LIST;
    }
    int sublist = list & ((1 << classes.log2Lists()) - 1);
    int lists = roots.getInt(4 + 4 * level) & (-1 << sublist);
    if (lists == 0) {
      int above = roots.getInt(0) & (-2 << level);
      if (above == 0) {
        return NO_LIST;
      }
      level = Integer.numberOfTrailingZeros(above);
      lists = roots.getInt(4 + 4 * level);
    }
    return level << classes.log2Lists() | Integer.numberOfTrailingZeros(lists);
  }

  /** Takes the first block out of a list that holds one. */
  int takeFirst(int list) {
    int block = first(list);
    int next = heap.getInt(block + NEXT);
    removeFirst(list, next);
    if (next != NO_BLOCK) {
      heap.putInt(next + PREVIOUS, NO_BLOCK);
    }
    return block;
  }

  /** The last list that holds a block, or {@link #NO_LIST}. Not counted. */
  int lastList() {
    int nonEmpty = uncounted.getInt(0);
    if (nonEmpty == 0) {
      return NO_LIST;
    }
    int level = 31 - Integer.numberOfLeadingZeros(nonEmpty);
    int lists = uncounted.getInt(4 + 4 * level);
    return level << classes.log2Lists() | (31 - Integer.numberOfLeadingZeros(lists));
  }

  void add(int block, int size) {
    int list = classes.listOf(size);
    int next = first(list);
    heap.putInt(block + NEXT, next);
    heap.putInt(block + PREVIOUS, NO_BLOCK);
    roots.putInt(heads + 4 * list, block);
    if (next == NO_BLOCK) {
      mark(list);
    } else {
      heap.putInt(next + PREVIOUS, block);
    }
  }

  void remove(int block, int size) {
    int next = heap.getInt(block + NEXT);
    int previous = heap.getInt(block + PREVIOUS);
    if (next != NO_BLOCK) {
      heap.putInt(next + PREVIOUS, previous);
    }
    if (previous != NO_BLOCK) {
      heap.putInt(previous + NEXT, next);
    } else {
      removeFirst(classes.listOf(size), next);
    }
  }

  private int first(int list) {
    return roots.getInt(heads + 4 * list);
  }

  private void removeFirst(int list, int next) {
    roots.putInt(heads + 4 * list, next);
    if (next == NO_BLOCK) {
      unmark(list);
    }
  }

  private void mark(int list) {
    int level = list >>> classes.log2Lists();
    int lists = roots.getInt(4 + 4 * level);
    roots.putInt(4 + 4 * level, lists | bit(list));
    if (lists == 0) {
      roots.putInt(0, roots.getInt(0) | 1 << level);
    }
  }

  private void unmark(int list) {
    int level = list >>> classes.log2Lists();
    int lists = roots.getInt(4 + 4 * level) & ~bit(list);
    roots.putInt(4 + 4 * level, lists);
    if (lists == 0) {
      roots.putInt(0, roots.getInt(0) & ~(1 << level));
    }
  }

  private int bit(int list) {
    return 1 << (list & ((1 << classes.log2Lists()) - 1));
  }
}
