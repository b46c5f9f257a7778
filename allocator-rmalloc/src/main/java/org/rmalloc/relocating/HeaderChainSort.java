// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * Sorts a chain of headers by the addresses of their blocks, in place: natural merge sort on the
 * links. O(n) for a chain in order, O(n log r) for one of r ascending runs.
 *
 * <p>Source: Knuth, TAOCP 3, §5.2.4, algorithm N, on links.
 */
final class HeaderChainSort {
  private final Heap heap;
  private int first;
  private int last;

  private HeaderChainSort(Heap heap, int first) {
    this.heap = heap;
    this.first = first;
  }

  /** Sorts the chain that begins with {@code first}. */
  static HeaderChainSort sort(Heap heap, int first) {
    HeaderChainSort sort = new HeaderChainSort(heap, first);
    while (sort.mergePairs() > 1) {
      // each pass halves the number of runs
    }
    return sort;
  }

  /** The sorted chain's first header. */
  int first() {
    return first;
  }

  /** The sorted chain's last header. */
  int last() {
    return last;
  }

  /** Merges the runs two by two; returns how many that makes. */
  private int mergePairs() {
    int rest = first;
    int runs = 0;
    first = BlockHeader.NO_BLOCK;
    last = BlockHeader.NO_BLOCK;
    while (rest != BlockHeader.NO_BLOCK) {
      int left = rest;
      int right = cutRun(left);
      rest = right == BlockHeader.NO_BLOCK ? BlockHeader.NO_BLOCK : cutRun(right);
      merge(left, right);
      runs++;
    }
    return runs;
  }

  /** Ends the ascending run that begins with {@code header}; returns what came after it. */
  private int cutRun(int header) {
    int end = header;
    int next = BlockHeader.next(heap, end);
    while (next != BlockHeader.NO_BLOCK
        && BlockHeader.memory(heap, end) < BlockHeader.memory(heap, next)) {
      end = next;
      next = BlockHeader.next(heap, end);
    }
    if (next != BlockHeader.NO_BLOCK) {
      BlockHeader.setNext(heap, end, BlockHeader.NO_BLOCK);
    }
    return next;
  }

  private void merge(int left, int right) {
    int a = left;
    int b = right;
    while (a != BlockHeader.NO_BLOCK && b != BlockHeader.NO_BLOCK) {
      if (BlockHeader.memory(heap, a) < BlockHeader.memory(heap, b)) {
        int next = BlockHeader.next(heap, a);
        append(a);
        a = next;
      } else {
        int next = BlockHeader.next(heap, b);
        append(b);
        b = next;
      }
    }
    appendAll(a == BlockHeader.NO_BLOCK ? b : a);
  }

  private void append(int header) {
    if (last == BlockHeader.NO_BLOCK) {
      first = header;
    } else {
      BlockHeader.setNext(heap, last, header);
    }
    last = header;
  }

  /** Appends a run as it is. */
  private void appendAll(int run) {
    append(run);
    for (int next = BlockHeader.next(heap, last);
        next != BlockHeader.NO_BLOCK;
        next = BlockHeader.next(heap, last)) {
      last = next;
    }
  }
}
