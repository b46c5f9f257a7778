// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

/**
 * Live blocks by handle: open addressing with double hashing (Knuth, TAOCP 3, §6.4, algorithm D). A
 * removed block's handle keeps its cell. O(1) expected a call, without allocation but for growth.
 *
 * <p>A cell is half a cache line: the handle, its extent, its payload, and whether it is live.
 */
final class LedgerBlockTable {
  static final int NO_CELL = -1;

  // The words of a cell.
  private static final int HANDLE = 0;
  private static final int EXTENT = 1; // from above to
  private static final int PAYLOAD = 2; // address above size
  private static final int STATE = 3;
  private static final int WORDS = 4;

  private static final int NEVER_LIVE = 0;
  private static final int LIVE = 1;
  private static final int REMOVED = 2;

  private long[] words = new long[WORDS * 1024];
  private int taken; // cells
  private int count;

  int count() {
    return count;
  }

  /** The cell of a live block, or {@link #NO_CELL}. Valid until a block is added. */
  int find(long handle) {
    int cell = cellOf(handle);
    return words[cell + STATE] == LIVE ? cell : NO_CELL;
  }

  int from(int cell) {
    return (int) (words[cell + EXTENT] >>> Integer.SIZE);
  }

  int to(int cell) {
    return (int) words[cell + EXTENT];
  }

  int address(int cell) {
    return (int) (words[cell + PAYLOAD] >>> Integer.SIZE);
  }

  int size(int cell) {
    return (int) words[cell + PAYLOAD];
  }

  /** Adds a block that is not here. */
  void add(long handle, int from, int to, int address, int size) {
    int cell = cellOf(handle);
    if (words[cell + STATE] == NEVER_LIVE && 2 * WORDS * ++taken > words.length) {
      grow();
      cell = cellOf(handle);
    }
    words[cell] = handle;
    words[cell + STATE] = LIVE;
    count++;
    set(cell, from, to, address, size);
  }

  void set(int cell, int from, int to, int address, int size) {
    words[cell + EXTENT] = (long) from << Integer.SIZE | to;
    words[cell + PAYLOAD] = (long) address << Integer.SIZE | size;
  }

  /** Removes a live block. */
  void remove(int cell) {
    words[cell + STATE] = REMOVED;
    count--;
  }

  /** The first word of the handle's cell, or of that where it would be added. */
  private int cellOf(long handle) {
    int mask = words.length - WORDS;
    int cell = home(handle) & mask;
    if (isAt(cell, handle)) {
      return cell;
    }
    int step = step(handle);
    do {
      cell = (cell + step) & mask;
    } while (!isAt(cell, handle));
    return cell;
  }

  private boolean isAt(int cell, long handle) {
    return words[cell + HANDLE] == handle || words[cell + STATE] == NEVER_LIVE;
  }

  /**
   * Handles that follow one another lie side by side, so that those in use share cache lines. They
   * may be numbers, or multiples of 16 or 128: different shifts spread all of them.
   */
  private static int home(long handle) {
    return WORDS * (int) (handle ^ handle >>> 4 ^ handle >>> 7 ^ handle >>> 32);
  }

  /** Odd in cells, so that all cells are tried; scattered, so that collisions do not meet again. */
  private static int step(long handle) {
    return WORDS * ((int) ((handle * 0x9E3779B97F4A7C15L) >>> 32) | 1);
  }

  private void grow() {
    long[] old = words;
    words = new long[2 * old.length];
    for (int from = 0; from < old.length; from += WORDS) {
      if (old[from + STATE] != NEVER_LIVE) {
        System.arraycopy(old, from, words, cellOf(old[from + HANDLE]), WORDS);
      }
    }
  }
}
