// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import java.util.Arrays;

/**
 * The live blocks by address: a sorted map in two levels, leaves of up to {@link Leaf#CAPACITY}
 * blocks and one array of the leaves. Blocks do not overlap; one of size 0 takes one byte.
 *
 * <p>A cursor is moved by {@link #seek} and {@link #advance}; the others work on the block at it.
 * Look-up O(log blocks); a change O({@link Leaf#CAPACITY}), and O(leaves) in the rare case that
 * leaves are split or joined. Memory in proportion to the blocks. Addresses are unsigned.
 */
final class BlockMap {
  private Leaf[] leaves = {new Leaf()};

  /** By leaf: a bound at or below its keys and above those of the leaf before. */
  private long[] bounds = {Long.MIN_VALUE};

  private int leafCount = 1;
  private int leafAt; // cursor
  private int slotAt = -1;

  /** The same blocks; the cursor is nowhere. */
  BlockMap copy() {
    BlockMap copy = new BlockMap();
    copy.leaves = new Leaf[leaves.length];
    for (int i = 0; i < leafCount; i++) {
      copy.leaves[i] = leaves[i].copy();
    }
    copy.bounds = bounds.clone();
    copy.leafCount = leafCount;
    return copy;
  }

  /** Signed order of keys is unsigned order of addresses. */
  private static long key(long address) {
    return address ^ Long.MIN_VALUE;
  }

  /**
   * Puts the cursor on the last block that starts at or below an address, or before the first block
   * when there is none.
   */
  void seek(long address) {
    long key = key(address);
    leafAt = leafOf(key);
    slotAt = leaves[leafAt].floor(key);
    if (slotAt < 0 && leafAt > 0) {
      leafAt--;
      slotAt = leaves[leafAt].count - 1;
    }
  }

  /** Moves the cursor to the next block; whether there is one. */
  boolean advance() {
    if (slotAt + 1 < leaves[leafAt].count) {
      slotAt++;
      return true;
    }
    if (leafAt + 1 == leafCount) {
      return false;
    }
    leafAt++;
    slotAt = 0;
    return true;
  }

  /** Whether the cursor is on a block. */
  boolean isOnBlock() {
    return slotAt >= 0;
  }

  long start() {
    return key(leaves[leafAt].keys[slotAt]);
  }

  long size() {
    return leaves[leafAt].sizes[slotAt];
  }

  int handle() {
    return leaves[leafAt].handles[slotAt];
  }

  /** Adds a block where none is. The cursor is nowhere afterwards. */
  void insert(long start, long size, int handle) {
    long key = key(start);
    int place = leafOf(key);
    if (leaves[place].count == Leaf.CAPACITY) {
      split(place);
      place = leafOf(key);
    }
    leaves[place].insert(key, size, handle);
    slotAt = -1;
  }

  /** Removes the block at the cursor, which is nowhere afterwards. */
  void remove() {
    leaves[leafAt].remove(slotAt);
    slotAt = -1;
    if (leaves[leafAt].count < Leaf.CAPACITY / 4) {
      joinSmall(leafAt);
    }
  }

  private int leafOf(long key) {
    int low = 0;
    int high = leafCount - 1;
    if (isIn(leafAt, key)) {
      return leafAt; // most often, for programs have locality
    }
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (bounds[middle] <= key) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private boolean isIn(int leaf, long key) {
    return bounds[leaf] <= key && (leaf + 1 == leafCount || key < bounds[leaf + 1]);
  }

  private void split(int place) {
    if (leafCount == leaves.length) {
      leaves = Arrays.copyOf(leaves, 2 * leafCount);
      bounds = Arrays.copyOf(bounds, 2 * leafCount);
    }
    System.arraycopy(leaves, place + 1, leaves, place + 2, leafCount - place - 1);
    System.arraycopy(bounds, place + 1, bounds, place + 2, leafCount - place - 1);
    leaves[place + 1] = leaves[place].splitOff();
    bounds[place + 1] = leaves[place + 1].keys[0];
    leafCount++;
  }

  private void joinSmall(int place) {
    int left = place + 1 < leafCount ? place : place - 1;
    // no leaf stays empty beside another; others are joined so far that they do not split at once
    int most = leaves[place].count == 0 ? Leaf.CAPACITY : Leaf.CAPACITY / 2;
    if (left < 0 || leaves[left].count + leaves[left + 1].count > most) {
      return;
    }
    leaves[left].append(leaves[left + 1]);
    System.arraycopy(leaves, left + 2, leaves, left + 1, leafCount - left - 2);
    System.arraycopy(bounds, left + 2, bounds, left + 1, leafCount - left - 2);
    leaves[--leafCount] = null;
    leafAt = left;
  }

  /** Some neighbouring blocks, in columns. */
  private static final class Leaf {
    static final int CAPACITY = 128;

    final long[] keys = new long[CAPACITY];
    final long[] sizes = new long[CAPACITY];
    final int[] handles = new int[CAPACITY];
    int count;

    Leaf copy() {
      Leaf copy = new Leaf();
      move(this, 0, copy, 0, count);
      copy.count = count;
      return copy;
    }

    /** The last slot whose key is at most {@code key}; −1 if there is none. */
    int floor(long key) {
      int low = -1;
      int high = count - 1;
      while (low < high) {
        int middle = (low + high + 1) >> 1;
        if (keys[middle] <= key) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    void insert(long key, long size, int handle) {
      int slot = floor(key) + 1;
      move(this, slot, this, slot + 1, count - slot);
      keys[slot] = key;
      sizes[slot] = size;
      handles[slot] = handle;
      count++;
    }

    void remove(int slot) {
      count--;
      move(this, slot + 1, this, slot, count - slot);
    }

    Leaf splitOff() {
      Leaf upper = new Leaf();
      int half = count / 2;
      move(this, half, upper, 0, count - half);
      upper.count = count - half;
      count = half;
      return upper;
    }

    void append(Leaf next) {
      move(next, 0, this, count, next.count);
      count += next.count;
    }

    private static void move(Leaf from, int slot, Leaf to, int toSlot, int length) {
      System.arraycopy(from.keys, slot, to.keys, toSlot, length);
      System.arraycopy(from.sizes, slot, to.sizes, toSlot, length);
      System.arraycopy(from.handles, slot, to.handles, toSlot, length);
    }
  }
}
