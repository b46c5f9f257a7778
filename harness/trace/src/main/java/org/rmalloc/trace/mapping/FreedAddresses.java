// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

/**
 * The starts of blocks freed lately, to tell a double free from a free of what was never seen. Two
 * generations: when the younger has as many as there are live blocks, but {@link #LEAST} at least,
 * the older is forgotten. So memory is in proportion to live blocks, and what was freed among the
 * last {@link #LEAST} is known for certain. O(1) expected.
 */
final class FreedAddresses {
  static final int LEAST = 1 << 16;

  private AddressBitSet younger = new AddressBitSet();
  private AddressBitSet older = new AddressBitSet();

  void add(long address, long liveBlocks) {
    if (younger.count >= Math.max(LEAST, Math.min(liveBlocks, 1 << 28))) {
      older = younger;
      younger = new AddressBitSet();
    }
    younger.add(address);
  }

  FreedAddresses copy() {
    FreedAddresses copy = new FreedAddresses();
    copy.younger = younger.copy();
    copy.older = older.copy();
    return copy;
  }

  boolean contains(long address) {
    return younger.contains(address) || older.contains(address);
  }

  /** Addresses other than 0, by open addressing with linear probing. */
  private static final class AddressBitSet {
    private long[] cells = new long[1024];
    int count;

    AddressBitSet copy() {
      AddressBitSet copy = new AddressBitSet();
      copy.cells = cells.clone();
      copy.count = count;
      return copy;
    }

    void add(long address) {
      if (2 * count >= cells.length) {
        grow();
      }
      int cell = cellOf(address);
      if (cells[cell] == 0) {
        cells[cell] = address;
        count++;
      }
    }

    boolean contains(long address) {
      return cells[cellOf(address)] != 0;
    }

    private int cellOf(long address) {
      int mask = cells.length - 1;
      int cell = (int) ((address * 0x9E3779B97F4A7C15L) >>> 32) & mask;
      while (cells[cell] != 0 && cells[cell] != address) {
        cell = (cell + 1) & mask;
      }
      return cell;
    }

    private void grow() {
      long[] old = cells;
      cells = new long[2 * old.length];
      for (long address : old) {
        if (address != 0) {
          cells[cellOf(address)] = address;
        }
      }
    }
  }
}
