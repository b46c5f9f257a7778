// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * Sizes and lock depths of live blocks by handle: open addressing with double hashing (Knuth, TAOCP
 * 3, §6.4, algorithm D). A freed handle keeps its cell, so that a second use differs from the use
 * of one that was never live.
 *
 * <p>A cell is two words, the handle, and its block's size above a byte of state:
 *
 * <pre>
 *   bits  0-7                                 8-63
 *        +-----------------------------------+------+
 *        | never live, freed, or 2 + depth   | size |
 *        +-----------------------------------+------+
 * </pre>
 */
final class LiveBlockTable {
  private static final int NEVER_LIVE = 0;
  private static final int FREED = 1;
  private static final int LIVE = 2; // and locked 0 deep
  private static final long STATE_MASK = 0xFF;
  private static final int SIZE_SHIFT = 8; // no heap holds 2⁵⁶ bytes

  private long[] words = new long[2 * 256];
  private int taken; // cells

  boolean isLive(long handle) {
    return state(cellOf(handle)) >= LIVE;
  }

  boolean wasLive(long handle) {
    return state(cellOf(handle)) == FREED;
  }

  long sizeBytes(long handle) {
    return words[cellOf(handle) + 1] >>> SIZE_SHIFT;
  }

  int lockDepth(long handle) {
    return state(cellOf(handle)) - LIVE;
  }

  void add(long handle, long sizeBytes) {
    int cell = cellOf(handle);
    if (state(cell) == NEVER_LIVE && 4 * ++taken > words.length) {
      grow();
      cell = cellOf(handle);
    }
    words[cell] = handle;
    words[cell + 1] = sizeBytes << SIZE_SHIFT | LIVE;
  }

  void resize(long handle, long sizeBytes) {
    int cell = cellOf(handle);
    words[cell + 1] = sizeBytes << SIZE_SHIFT | state(cell);
  }

  void remove(long handle) {
    int cell = cellOf(handle);
    words[cell + 1] = (words[cell + 1] & ~STATE_MASK) | FREED;
  }

  void addLock(long handle) {
    words[cellOf(handle) + 1]++;
  }

  void removeLock(long handle) {
    words[cellOf(handle) + 1]--;
  }

  private int state(int cell) {
    return (int) (words[cell + 1] & STATE_MASK);
  }

  /** The first of a cell's words: of the handle's cell, or of that where it would be added. */
  private int cellOf(long handle) {
    int mask = words.length - 2;
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
    return words[cell] == handle || words[cell + 1] == NEVER_LIVE;
  }

  /**
   * Handles that follow one another lie side by side, so that those in use share cache lines. They
   * may be numbers, or multiples of 16 or 128: different shifts spread all of them.
   */
  private static int home(long handle) {
    return (int) (handle ^ handle >>> 4 ^ handle >>> 7 ^ handle >>> 32) << 1;
  }

  /** Odd in cells, so that all cells are tried; scattered, so that collisions do not meet again. */
  private static int step(long handle) {
    return (int) ((handle * 0x9E3779B97F4A7C15L) >>> 32) << 2 | 2;
  }

  private void grow() {
    long[] old = words;
    words = new long[2 * old.length];
    for (int from = 0; from < old.length; from += 2) {
      if (old[from + 1] != NEVER_LIVE) {
        int cell = cellOf(old[from]);
        words[cell] = old[from];
        words[cell + 1] = old[from + 1];
      }
    }
  }
}
