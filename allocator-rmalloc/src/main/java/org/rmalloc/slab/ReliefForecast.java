// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.rmalloc.heap.Heap;

/**
 * What {@link Relief} with an unlimited budget would come to, on sizes alone. Counts nothing,
 * changes nothing. O(extents), with pinned ones O(extents · log(pinned)).
 */
final class ReliefForecast {
  private final Extents extents;
  private final SizeClasses classes;
  private final SlabPacker packer;
  private final LockedSlabCutter cutter;
  private final SlotAccess access;
  private final Heap probe;

  // By gap: free bytes; the sum of the bytes of movable extents, and where those are in sizes.
  private int[] freeBytes = new int[16];
  private int[] firstSize = new int[17];
  private int[] sizes = new int[64];
  private int gaps;
  private int sizeCount;

  private int freeEntries;
  private int wilderness;
  private int index; // of the next block

  private ReliefForecast(
      Extents extents,
      SizeClasses classes,
      SlabPacker packer,
      LockedSlabCutter cutter,
      SlotAccess access) {
    this.extents = extents;
    this.classes = classes;
    this.packer = packer;
    this.cutter = cutter;
    this.access = access;
    this.probe = extents.probe;
  }

  /** The largest request that gets an extent of its own after relief, −1 if none does. */
  static int largestRequest(
      Extents extents,
      SizeClasses classes,
      SlabPacker packer,
      LockedSlabCutter cutter,
      SlotAccess access) {
    ReliefForecast forecast = new ReliefForecast(extents, classes, packer, cutter, access);
    forecast.load();
    int afterSliding = forecast.largestRequest(forecast.largestHole());
    return forecast.gaps > 1 ? Math.max(afterSliding, forecast.afterEviction()) : afterSliding;
  }

  /** Reads extents as they are once slabs are tight and all has slid down. */
  private void load() {
    long[] released = new long[Long.SIZE + 1];
    int releasedCount = 0;
    int end = extents.space.end();
    int top = 0;
    for (int at = extents.geometry.firstExtent; at < end; ) {
      int word = ExtentHeader.word(probe, at);
      int bytes = extents.bytes(word);
      if (ExtentHeader.isFree(word)) {
        top += bytes;
      } else if (isPinned(at, word)) {
        addGap(top);
        top = ExtentHeader.isSlab(word) ? bytes - cutter.tightBytes(probe, at, bytes) : 0;
      } else {
        int tight = tightBytes(at, word, bytes);
        top += bytes - tight;
        addSize(tight);
        if (tight == 0) {
          released[releasedCount++] = SlabHeader.index(probe, at);
        }
      }
      at += bytes;
    }
    HandleTable table = extents.table;
    int shrunk = table.shrinkable(probe, released, releasedCount);
    freeEntries = table.freeCount() + releasedCount - shrunk;
    wilderness = extents.space.wildernessBytes() + top + shrunk * HandleTable.ENTRY_BYTES;
    index =
        table.count() > ExtentHeader.INDEX_LIMIT
            ? table.lowestFree(probe, released, releasedCount, shrunk)
            : 0;
    addGap(wilderness);
  }

  private boolean isPinned(int at, int word) {
    return ExtentHeader.isSlab(word)
        ? access.hasLockedSlot(probe, at)
        : ExtentHeader.isPinned(word);
  }

  private int tightBytes(int at, int word, int bytes) {
    if (!ExtentHeader.isSlab(word)) {
      return bytes;
    }
    int slotBytes = classes.slotBytes(SlabHeader.sizeClass(probe, at));
    return packer.tightBytes(SlabHeader.state(probe, at), slotBytes, bytes);
  }

  private void addGap(int free) {
    if (gaps + 2 > firstSize.length) {
      freeBytes = Arrays.copyOf(freeBytes, 2 * gaps);
      firstSize = Arrays.copyOf(firstSize, 2 * gaps + 1);
    }
    freeBytes[gaps++] = free;
    firstSize[gaps] = sizeCount;
  }

  private void addSize(int bytes) {
    if (bytes > 0) {
      if (sizeCount == sizes.length) {
        sizes = Arrays.copyOf(sizes, 2 * sizeCount);
      }
      sizes[sizeCount++] = bytes;
    }
  }

  private int entryBytes() {
    return freeEntries > 0 ? 0 : HandleTable.ENTRY_BYTES;
  }

  private int largestHole() {
    int largest = 0;
    for (int gap = 0; gap < gaps - 1; gap++) {
      largest = Math.max(largest, GapChooser.listed(freeBytes[gap]));
    }
    return largest;
  }

  private int largestRequest(int largestHole) {
    if (wilderness < entryBytes()) {
      return -1;
    }
    int largest = Math.max(largestHole, wilderness - entryBytes());
    return extents.geometry.largestRequest(largest, index);
  }

  private int afterEviction() {
    int gap = chosenGap();
    return gap == gaps - 1 ? afterEvictionFromTop() : afterEvictionFrom(gap);
  }

  private int afterEvictionFromTop() {
    int top = gaps - 1;
    NavigableMap<Integer, Integer> holes = holesBut(top);
    boolean lacksEntry = wilderness < entryBytes();
    int withEntry = -1; // as soon as there is room for an entry, a hole elsewhere may do
    for (int i = firstSize[top]; i < firstSize[top + 1]; i++) {
      if (fill(holes, sizes[i])) {
        wilderness += sizes[i];
        if (lacksEntry) {
          withEntry = largestRequest(largest(holes));
          lacksEntry = false;
        }
      }
    }
    return Math.max(withEntry, largestRequest(largest(holes)));
  }

  private int afterEvictionFrom(int gap) {
    NavigableMap<Integer, Integer> holes = holesBut(gap);
    int gained = freeBytes[gap];
    for (int i = firstSize[gap]; i < firstSize[gap + 1]; i++) {
      if (fill(holes, sizes[i])) {
        gained += sizes[i];
      } else if (wilderness - entryBytes() >= sizes[i]) {
        wilderness -= sizes[i];
        gained += sizes[i];
      }
    }
    return largestRequest(Math.max(largest(holes), GapChooser.listed(gained)));
  }

  private static int largest(NavigableMap<Integer, Integer> holes) {
    return holes.isEmpty() ? 0 : holes.lastKey();
  }

  private NavigableMap<Integer, Integer> holesBut(int gap) {
    NavigableMap<Integer, Integer> holes = new TreeMap<>();
    for (int other = 0; other < gaps - 1; other++) {
      if (other != gap && GapChooser.listed(freeBytes[other]) > 0) {
        holes.merge(freeBytes[other], 1, Integer::sum);
      }
    }
    return holes;
  }

  /** Puts an extent into the best-fitting hole; false if there is none. */
  private static boolean fill(NavigableMap<Integer, Integer> holes, int bytes) {
    Map.Entry<Integer, Integer> fit = holes.ceilingEntry(bytes);
    if (fit == null) {
      return false;
    }
    holes.merge(fit.getKey(), -1, (count, less) -> count + less == 0 ? null : count + less);
    int rest = GapChooser.listed(fit.getKey() - bytes);
    if (rest > 0) {
      holes.merge(rest, 1, Integer::sum);
    }
    return true;
  }

  private int chosenGap() {
    int holes = 0;
    int largest = 0;
    int second = 0;
    for (int gap = 0; gap < gaps - 1; gap++) {
      int hole = GapChooser.listed(freeBytes[gap]);
      holes += hole;
      second = Math.max(second, Math.min(hole, largest));
      largest = Math.max(largest, hole);
    }
    long best = -1;
    int chosen = gaps - 1;
    for (int gap = wilderness < entryBytes() ? gaps - 1 : 0; gap < gaps; gap++) {
      boolean isTop = gap == gaps - 1;
      int hole = GapChooser.listed(freeBytes[gap]);
      int others = isTop ? holes : holes - hole + wilderness;
      int largestHole = hole == largest && !isTop ? second : largest;
      int largestOther = isTop ? largestHole : Math.max(largestHole, wilderness);
      long potential = GapChooser.potential(freeBytes[gap], movable(gap, largestOther), others);
      if (potential > best) {
        best = potential;
        chosen = gap;
      }
    }
    return chosen;
  }

  private int movable(int gap, int largestBytes) {
    int bytes = 0;
    for (int i = firstSize[gap]; i < firstSize[gap + 1]; i++) {
      bytes += sizes[i] <= largestBytes ? sizes[i] : 0;
    }
    return bytes;
  }
}
