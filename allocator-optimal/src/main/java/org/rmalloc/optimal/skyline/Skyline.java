// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.skyline;

import java.util.Arrays;

/**
 * How high the placed blocks reach at each instant: segments of one height each, side by side over
 * the whole of time, no two neighbours equally high, and a heap of them by height, then by left
 * end.
 *
 * <p>A segment is known by its slot, which is used again when it is gone. O(log n) each operation.
 * 28 bytes a segment; there are at most twice as many as blocks. Not thread-safe.
 */
final class Skyline {
  /** No segment: what is beside the first and the last one. */
  static final int NO_SEGMENT = -1;

  private static final int FIRST_CAPACITY = 64;

  private final int end;
  private int slotCount;
  private int vacant = NO_SEGMENT; // a list through nexts
  private int[] lefts = new int[FIRST_CAPACITY];
  private long[] heights = new long[FIRST_CAPACITY];
  private int[] previous = new int[FIRST_CAPACITY];
  private int[] nexts = new int[FIRST_CAPACITY];
  private int[] heap = new int[FIRST_CAPACITY];
  private int[] heapPlaces = new int[FIRST_CAPACITY];
  private int heapSize;

  /** A flat skyline of height 0 over {@code [start, end)}. */
  Skyline(int start, int end) {
    this.end = end;
    insert(start, 0, NO_SEGMENT, NO_SEGMENT);
  }

  /** The lowest segment; of several the first one. */
  int lowest() {
    return heap[0];
  }

  int left(int segment) {
    return lefts[segment];
  }

  /** Behind the last instant of a segment. */
  int right(int segment) {
    return nexts[segment] == NO_SEGMENT ? end : lefts[nexts[segment]];
  }

  long height(int segment) {
    return heights[segment];
  }

  /** Whether a segment is the only one left. */
  boolean isWhole(int segment) {
    return previous[segment] == NO_SEGMENT && nexts[segment] == NO_SEGMENT;
  }

  /** Raises the lowest segment to its lower neighbour. It must not be the only one. */
  void raise(int segment) {
    setHeight(segment, Math.min(wall(previous[segment]), wall(nexts[segment])));
    mergeWithEqual(segment);
  }

  /** Raises a part of a segment, {@code [from, to)}, to a greater height. */
  void raise(int segment, int from, int to, long height) {
    int middle = segment;
    if (from > lefts[segment]) {
      middle = insert(from, heights[segment], segment, nexts[segment]);
    }
    if (to < right(middle)) {
      insert(to, heights[middle], middle, nexts[middle]);
    }
    setHeight(middle, height);
    mergeWithEqual(middle);
  }

  private long wall(int neighbour) {
    return neighbour == NO_SEGMENT ? Long.MAX_VALUE : heights[neighbour];
  }

  private void mergeWithEqual(int segment) {
    int after = nexts[segment];
    if (after != NO_SEGMENT && heights[after] == heights[segment]) {
      remove(after);
    }
    int before = previous[segment];
    if (before != NO_SEGMENT && heights[before] == heights[segment]) {
      remove(segment);
    }
  }

  private int insert(int left, long height, int before, int after) {
    int segment = takeSlot();
    lefts[segment] = left;
    heights[segment] = height;
    link(before, segment);
    link(segment, after);
    heapPlaces[segment] = heapSize++;
    siftUp(segment);
    return segment;
  }

  private void link(int before, int after) {
    if (before != NO_SEGMENT) {
      nexts[before] = after;
    }
    if (after != NO_SEGMENT) {
      previous[after] = before;
    }
  }

  /** Takes a segment out; the one before it goes on to its right end. */
  private void remove(int segment) {
    int last = heap[--heapSize];
    if (last != segment) {
      heapPlaces[last] = heapPlaces[segment];
      siftUp(last);
      siftDown(last);
    }
    link(previous[segment], nexts[segment]);
    nexts[segment] = vacant;
    vacant = segment;
  }

  private void setHeight(int segment, long height) {
    heights[segment] = height;
    siftDown(segment);
  }

  private int takeSlot() {
    if (vacant != NO_SEGMENT) {
      int slot = vacant;
      vacant = nexts[slot];
      nexts[slot] = NO_SEGMENT;
      previous[slot] = NO_SEGMENT;
      return slot;
    }
    if (slotCount == lefts.length) {
      grow();
    }
    nexts[slotCount] = NO_SEGMENT;
    previous[slotCount] = NO_SEGMENT;
    return slotCount++;
  }

  private void grow() {
    int capacity = slotCount + slotCount / 2;
    lefts = Arrays.copyOf(lefts, capacity);
    heights = Arrays.copyOf(heights, capacity);
    previous = Arrays.copyOf(previous, capacity);
    nexts = Arrays.copyOf(nexts, capacity);
    heap = Arrays.copyOf(heap, capacity);
    heapPlaces = Arrays.copyOf(heapPlaces, capacity);
  }

  private boolean isBefore(int one, int other) {
    return heights[one] < heights[other]
        || (heights[one] == heights[other] && lefts[one] < lefts[other]);
  }

  private void siftUp(int segment) {
    int place = heapPlaces[segment];
    while (place > 0 && isBefore(segment, heap[(place - 1) / 2])) {
      place = moveTo(place, (place - 1) / 2);
    }
    heap[place] = segment;
    heapPlaces[segment] = place;
  }

  private void siftDown(int segment) {
    int place = heapPlaces[segment];
    for (int child; (child = lowerChild(place)) < heapSize && isBefore(heap[child], segment); ) {
      place = moveTo(place, child);
    }
    heap[place] = segment;
    heapPlaces[segment] = place;
  }

  /** Moves what is at {@code from} in the heap to {@code to}. Returns {@code from}. */
  private int moveTo(int to, int from) {
    heap[to] = heap[from];
    heapPlaces[heap[to]] = to;
    return from;
  }

  private int lowerChild(int place) {
    int child = 2 * place + 1;
    return child + 1 < heapSize && isBefore(heap[child + 1], heap[child]) ? child + 1 : child;
  }
}
