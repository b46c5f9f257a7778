// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.heap.Heap;

/**
 * All of the heap that is not used: free extents in bins and tries, the designated victim, and the
 * {@link Wilderness} between the break and the handle table.
 *
 * <p>Placement is best fit with immediate coalescing, from the front of an extent. As in Lea's
 * malloc, what remains of an extent that a small request split is the <b>victim</b>, from which
 * small requests are carved as long as nothing fits better: blocks allocated together lie together.
 * The victim is in no list. The free extent below the break belongs to the wilderness at once, so
 * that none ever ends there.
 */
final class FreeSpace extends Wilderness {
  private static final int NONE = ExtentBoundaryTag.NO_EXTENT;
  private static final int SMALL_BYTES = FreeExtentLayout.MIN_TRIE_BYTES;

  final Heap heap;
  final ExtentSizeCalculator geometry;
  final SmallBins bins;
  final SizeTrie tries;

  private final Heap probe;
  private final Heap roots;
  private final int unitShift;
  private int victim = NONE;
  private int victimBytes;
  private int freeBytes;

  FreeSpace(Heap heap, Heap roots, ExtentSizeCalculator geometry) {
    super(geometry.firstExtent, heap.capacity() & -4);
    this.heap = heap;
    this.probe = heap.uncounted();
    this.roots = roots.uncounted();
    this.geometry = geometry;
    unitShift = geometry.unitShift;
    bins = new SmallBins(heap, roots, unitShift);
    tries = new SizeTrie(heap, roots, SmallBins.rootBytes(unitShift), unitShift);
  }

  /** Bytes of roots for a heap. */
  static int rootBytes(int capacity, int unitShift) {
    return SmallBins.rootBytes(unitShift) + SizeTrie.rootBytes(capacity);
  }

  /** Bytes of all free extents, the wilderness not included. */
  int freeBytes() {
    return freeBytes;
  }

  int victim() {
    return victim;
  }

  /**
   * Takes an extent of exactly {@code bytes} bytes, a multiple of the unit. Its header is
   * undefined; the extent before it is used.
   *
   * @return its address, or {@link ExtentBoundaryTag#NO_EXTENT} with nothing changed
   */
  int take(int bytes) {
    int extent = bytes < SMALL_BYTES ? takeSmall(bytes) : takeLarge(bytes);
    return extent != NONE ? extent : claim(bytes);
  }

  /** Makes a used extent free, coalesced with its free neighbours. */
  void release(int extent, int word) {
    int from = extent;
    int to = extent + ExtentBoundaryTag.bytes(word, unitShift);
    boolean touchesVictim = false;
    if (!ExtentBoundaryTag.isPreviousUsed(word)) {
      int before = FreeExtentLayout.bytesBefore(heap, from, unitShift);
      from -= before;
      touchesVictim = from == victim;
      remove(from, before);
    }
    if (to == end()) {
      lowerEnd(from);
      return;
    }
    int next = heap.getInt(to);
    if (ExtentBoundaryTag.isFree(next)) {
      int nextBytes = ExtentBoundaryTag.bytes(next, unitShift);
      touchesVictim |= to == victim;
      remove(to, nextBytes);
      to += nextBytes;
    } else {
      heap.putInt(to, next & ~ExtentBoundaryTag.PREVIOUS_USED);
    }
    if (touchesVictim) {
      setVictim(from, to - from);
      freeBytes += to - from;
    } else {
      add(from, to - from);
    }
  }

  /**
   * Takes {@code bytes} bytes right behind a used extent, which ends at {@code at}, if they are
   * free.
   */
  boolean extend(int at, int bytes) {
    if (at == end()) {
      return claim(bytes) != NONE;
    }
    int next = heap.getInt(at);
    int nextBytes = ExtentBoundaryTag.isFree(next) ? ExtentBoundaryTag.bytes(next, unitShift) : 0;
    if (nextBytes < bytes) {
      return false;
    }
    remove(at, nextBytes);
    splitOff(at, nextBytes, bytes, false);
    return true;
  }

  /** Makes a range between used extents a free extent; what follows says so already. */
  void add(int extent, int bytes) {
    FreeExtentLayout.write(heap, extent, bytes, unitShift);
    list(extent, bytes);
    freeBytes += bytes;
  }

  /**
   * Makes a range behind a used extent a free extent, coalesced with a free one behind it, and what
   * follows says so.
   */
  void addHole(int extent, int bytes) {
    int to = extent + bytes;
    int next = heap.getInt(to);
    if (ExtentBoundaryTag.isFree(next)) {
      int nextBytes = ExtentBoundaryTag.bytes(next, unitShift);
      remove(to, nextBytes);
      add(extent, bytes + nextBytes);
    } else {
      heap.putInt(to, next & ~ExtentBoundaryTag.PREVIOUS_USED);
      add(extent, bytes);
    }
  }

  /**
   * Takes a free extent out of its list, or makes it no longer the victim. Its bytes are nobody's.
   */
  void remove(int extent, int bytes) {
    if (extent == victim) {
      noVictim();
    } else if (bytes >= SMALL_BYTES) {
      tries.remove(extent);
    } else if (bytes >= FreeExtentLayout.MIN_LISTED_BYTES) {
      bins.remove(extent, bytes);
    }
    freeBytes -= bytes;
  }

  /** Lists the victim, so that all free extents that can be are in a list. */
  void listVictim() {
    if (victim != NONE) {
      list(victim, victimBytes);
      noVictim();
    }
  }

  /** The largest extent that {@link #take} would find, but for the wilderness. Not counted. */
  int largestHoleBytes() {
    int listed = Math.max(tries.largestBytes(probe, roots), bins.largestBytes());
    return Math.max(victimBytes, listed);
  }

  /** The smallest listed free extent of at least so many bytes, or none. */
  int bestFit(int bytes) {
    int small = bytes < SMALL_BYTES ? bins.bestFitBytes(bytes) : 0;
    if (small > 0) {
      return bins.first(small);
    }
    return tries.isEmpty() ? NONE : tries.bestFit(bytes);
  }

  /** Takes {@code bytes} off the front of a listed free extent. */
  void carve(int extent, int extentBytes, int bytes) {
    remove(extent, extentBytes);
    splitOff(extent, extentBytes, bytes, false);
  }

  private int takeSmall(int bytes) {
    if (bytes >= FreeExtentLayout.MIN_LISTED_BYTES) {
      int exact = bins.takeExact(bytes);
      if (exact != NONE) {
        freeBytes -= bytes;
        markNextUsed(exact + bytes);
        return exact;
      }
    }
    if (victimBytes >= bytes) {
      return carveVictim(bytes);
    }
    int fitBytes = bins.bestFitBytes(bytes);
    if (fitBytes > 0) {
      int extent = bins.takeExact(fitBytes);
      freeBytes -= fitBytes;
      splitOff(extent, fitBytes, bytes, true);
      return extent;
    }
    return tries.isEmpty() ? NONE : takeFromTrie(tries.bestFit(bytes), bytes, true);
  }

  private int takeLarge(int bytes) {
    int fit = tries.isEmpty() ? NONE : tries.bestFit(bytes);
    if (victimBytes >= bytes
        && (fit == NONE || victimBytes <= FreeExtentLayout.bytes(heap, fit, unitShift))) {
      return carveVictim(bytes);
    }
    return fit == NONE ? NONE : takeFromTrie(fit, bytes, false);
  }

  private int takeFromTrie(int extent, int bytes, boolean remainderIsVictim) {
    int extentBytes = FreeExtentLayout.bytes(heap, extent, unitShift);
    remove(extent, extentBytes);
    splitOff(extent, extentBytes, bytes, remainderIsVictim);
    return extent;
  }

  private int carveVictim(int bytes) {
    int extent = victim;
    int rest = victimBytes - bytes;
    freeBytes -= bytes;
    if (rest == 0) {
      noVictim();
      markNextUsed(extent + bytes);
    } else {
      setVictim(extent + bytes, rest);
    }
    return extent;
  }

  /** Makes what is left of an extent, which is in no list any more, free again. */
  private void splitOff(int extent, int extentBytes, int bytes, boolean remainderIsVictim) {
    int rest = extentBytes - bytes;
    if (rest == 0) {
      markNextUsed(extent + bytes);
    } else if (remainderIsVictim) {
      listVictim();
      setVictim(extent + bytes, rest);
      freeBytes += rest;
    } else {
      add(extent + bytes, rest);
    }
  }

  private void noVictim() {
    victim = NONE;
    victimBytes = 0;
  }

  private void setVictim(int extent, int bytes) {
    FreeExtentLayout.write(heap, extent, bytes, unitShift);
    victim = extent;
    victimBytes = bytes;
  }

  private void list(int extent, int bytes) {
    if (bytes >= SMALL_BYTES) {
      tries.insert(extent, bytes);
    } else if (bytes >= FreeExtentLayout.MIN_LISTED_BYTES) {
      bins.insert(extent, bytes);
    }
  }

  private void markNextUsed(int next) {
    heap.putInt(next, heap.getInt(next) | ExtentBoundaryTag.PREVIOUS_USED);
  }
}
