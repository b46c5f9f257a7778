// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An oracle for placements: the policies as Wilson, Johnstone, Neely and Boles define them, over
 * plain Java lists, with none of the allocator's structures.
 */
final class SequentialFitModel {
  /** A policy. */
  enum Policy {
    FIRST,
    NEXT,
    BEST
  }

  /** A free block. */
  private static final class Gap {
    int from;
    int to;

    Gap(int from, int to) {
      this.from = from;
      this.to = to;
    }

    int size() {
      return to - from;
    }
  }

  private final Policy policy;
  private final FreeListOrder order;
  private final int align;
  private final int header;
  private final int minBytes;
  private final int limit;
  private final List<Gap> gaps = new ArrayList<>(); // in list order
  private final TreeMap<Integer, Integer> blocks = new TreeMap<>(); // end by start
  private int breakAt;
  private Gap rover; // null is the list's end

  SequentialFitModel(
      Policy policy,
      FreeListOrder order,
      int align,
      int header,
      int minBytes,
      int start,
      int capacity) {
    this.policy = policy;
    this.order = order;
    this.align = align;
    this.header = header;
    this.minBytes = minBytes;
    this.breakAt = start;
    this.limit = start + (capacity - start) / align * align;
  }

  int footprint() {
    return breakAt;
  }

  int largestFree() {
    int maximum = limit - breakAt;
    for (Gap gap : gaps) {
      maximum = Math.max(maximum, gap.size());
    }
    return maximum < minBytes ? -1 : maximum - header;
  }

  int malloc(int request) {
    int size = blockSize(request);
    Gap gap = find(size);
    if (gap == null) {
      return placeAtBreak(size);
    }
    int from = gap.from;
    blocks.put(from, from + take(gap, size));
    return from + header;
  }

  void free(int address) {
    int from = address - header;
    putFree(from, blocks.remove(from));
  }

  /** The block's address, or −1. */
  int realloc(int address, int request) {
    int from = address - header;
    int to = blocks.get(from);
    int size = blockSize(request);
    Gap behind = gapFrom(to);
    if (size <= to - from) {
      int rest = to - from - size;
      if (rest > 0 && (rest >= minBytes || to == breakAt || behind != null)) {
        blocks.put(from, from + size);
        putFree(from + size, to);
      }
      return address;
    }
    int growth = size - (to - from);
    if (to == breakAt) {
      if (growth > limit - breakAt) {
        return -1;
      }
      breakAt += growth;
      blocks.put(from, breakAt);
      return address;
    }
    if (behind != null && behind.size() >= growth) {
      blocks.put(from, to + take(behind, growth));
      return address;
    }
    int target = malloc(request);
    if (target >= 0) {
      free(address);
    }
    return target;
  }

  private int blockSize(int request) {
    return Math.max(minBytes, Math.ceilDiv(header + request, align) * align);
  }

  private int placeAtBreak(int size) {
    if (size > limit - breakAt) {
      return -1;
    }
    int from = breakAt;
    breakAt += size;
    blocks.put(from, breakAt);
    return from + header;
  }

  private Gap find(int size) {
    return switch (policy) {
      case FIRST -> firstFit(0, size);
      case NEXT -> nextFit(size);
      case BEST -> bestFit(size);
    };
  }

  private Gap firstFit(int from, int size) {
    for (int i = from; i < gaps.size(); i++) {
      if (gaps.get(i).size() >= size) {
        return gaps.get(i);
      }
    }
    return null;
  }

  private Gap nextFit(int size) {
    Gap gap = rover == null ? null : firstFit(gaps.indexOf(rover), size);
    gap = gap == null ? firstFit(0, size) : gap;
    rover = gap == null ? rover : gap;
    return gap;
  }

  private Gap bestFit(int size) {
    Gap best = null;
    for (Gap gap : gaps) {
      if (gap.size() >= size && (best == null || gap.size() < best.size())) {
        best = gap;
      }
    }
    return best;
  }

  private int take(Gap gap, int size) {
    if (gap.size() - size >= minBytes) {
      gap.from += size;
      return size;
    }
    remove(gap);
    return gap.size();
  }

  private void remove(Gap gap) {
    int i = gaps.indexOf(gap);
    gaps.remove(i);
    if (gap == rover) {
      rover = i < gaps.size() ? gaps.get(i) : null;
    }
  }

  private void putFree(int from, int to) {
    Gap before = gapTo(from);
    Gap behind = gapFrom(to);
    if (to == breakAt) {
      breakAt = before == null ? from : before.from;
      if (before != null) {
        remove(before);
      }
      return;
    }
    if (order == FreeListOrder.ADDRESS && (before != null || behind != null)) {
      joinInPlace(before, from, to, behind);
      return;
    }
    int start = before == null ? from : before.from;
    int end = behind == null ? to : behind.to;
    if (before != null) {
      remove(before);
    }
    if (behind != null) {
      remove(behind);
    }
    gaps.add(placeInList(start), new Gap(start, end));
  }

  private void joinInPlace(Gap before, int from, int to, Gap behind) {
    if (before == null) {
      behind.from = from;
    } else if (behind == null) {
      before.to = to;
    } else {
      before.to = behind.to;
      gaps.remove(behind);
      rover = rover == behind ? before : rover;
    }
  }

  private int placeInList(int start) {
    return switch (order) {
      case LIFO -> 0;
      case FIFO -> gaps.size();
      case ADDRESS -> (int) gaps.stream().filter(gap -> gap.from < start).count();
    };
  }

  private Gap gapFrom(int from) {
    return gaps.stream().filter(gap -> gap.from == from).findFirst().orElse(null);
  }

  private Gap gapTo(int to) {
    return gaps.stream().filter(gap -> gap.to == to).findFirst().orElse(null);
  }
}
