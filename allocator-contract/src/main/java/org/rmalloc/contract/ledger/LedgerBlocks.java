// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

/**
 * Live blocks by handle: open addressing with linear probing; a removed block's cell is closed up.
 * O(1) expected a call, without allocation but for growth.
 */
final class LedgerBlocks {
  static final int NO_CELL = -1;

  private static final int EMPTY = -1; // in place of a cell's start: an extent starts at 0 or above

  private long[] handles = new long[1024];
  private int[] extents = emptyCells(1024); // by cell: from, to, address, size
  private int count;

  int count() {
    return count;
  }

  /** The cell of a live block, or {@link #NO_CELL}. Valid until a block is added or removed. */
  int find(long handle) {
    int cell = cellOf(handle);
    return extents[4 * cell] == EMPTY ? NO_CELL : cell;
  }

  int from(int cell) {
    return extents[4 * cell];
  }

  int to(int cell) {
    return extents[4 * cell + 1];
  }

  int address(int cell) {
    return extents[4 * cell + 2];
  }

  int size(int cell) {
    return extents[4 * cell + 3];
  }

  /** Adds a block that is not here. */
  void add(long handle, int from, int to, int address, int size) {
    if (2 * ++count > handles.length) {
      grow();
    }
    int cell = cellOf(handle);
    handles[cell] = handle;
    set(cell, from, to, address, size);
  }

  void set(int cell, int from, int to, int address, int size) {
    extents[4 * cell] = from;
    extents[4 * cell + 1] = to;
    extents[4 * cell + 2] = address;
    extents[4 * cell + 3] = size;
  }

  /** Removes a block and moves those up that probed past it (Knuth, TAOCP 3, §6.4, algorithm R). */
  void remove(int removed) {
    int mask = handles.length - 1;
    int hole = removed;
    int cell = removed;
    while (true) {
      cell = (cell + 1) & mask;
      if (extents[4 * cell] == EMPTY) {
        break;
      }
      int home = homeOf(handles[cell]);
      if (((cell - home) & mask) >= ((cell - hole) & mask)) {
        handles[hole] = handles[cell];
        set(hole, from(cell), to(cell), address(cell), size(cell));
        hole = cell;
      }
    }
    extents[4 * hole] = EMPTY;
    count--;
  }

  private int cellOf(long handle) {
    int mask = handles.length - 1;
    int cell = homeOf(handle);
    while (extents[4 * cell] != EMPTY && handles[cell] != handle) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private int homeOf(long handle) {
    return (int) ((handle * 0x9E3779B97F4A7C15L) >>> 33) & (handles.length - 1);
  }

  private void grow() {
    long[] oldHandles = handles;
    int[] oldExtents = extents;
    handles = new long[2 * oldHandles.length];
    extents = emptyCells(handles.length);
    for (int old = 0; old < oldHandles.length; old++) {
      if (oldExtents[4 * old] != EMPTY) {
        int cell = cellOf(oldHandles[old]);
        handles[cell] = oldHandles[old];
        System.arraycopy(oldExtents, 4 * old, extents, 4 * cell, 4);
      }
    }
  }

  private static int[] emptyCells(int cells) {
    int[] extents = new int[4 * cells];
    for (int cell = 0; cell < cells; cell++) {
      extents[4 * cell] = EMPTY;
    }
    return extents;
  }
}
