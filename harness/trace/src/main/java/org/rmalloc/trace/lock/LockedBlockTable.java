// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.util.Arrays;

/**
 * The blocks locked now, by handle: what life they had after which op, and for which op they are
 * queued. A hash table with open addressing; a block is removed by moving those behind it up. O(1)
 * expected.
 *
 * <p>It stays small: at each op the lives of all blocks together grow by one gain at most and fall
 * by one loss for each other locked block, so that on average at most 1 + gain / loss blocks are
 * locked.
 */
final class LockedBlockTable {
  /** The op at which a block is due that is in no queue. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int VACANT = -1;

  private int[] handles = new int[64];
  private long[] lives = new long[64];
  private long[] ops = new long[64];
  private long[] dues = new long[64];
  private int count;

  LockedBlockTable() {
    Arrays.fill(handles, VACANT);
  }

  /** The slot of a locked block, or a negative number. Slots are valid until the next change. */
  int slot(int handle) {
    int slot = slotFor(handle);
    return handles[slot] == handle ? slot : VACANT;
  }

  long life(int slot) {
    return lives[slot];
  }

  /** The op after which {@link #life} was so. */
  long op(int slot) {
    return ops[slot];
  }

  /** The op for which the block is queued, or {@link #NEVER}. */
  long due(int slot) {
    return dues[slot];
  }

  void setDue(int slot, long due) {
    dues[slot] = due;
  }

  void set(int slot, long life, long op) {
    lives[slot] = life;
    ops[slot] = op;
  }

  /** Adds a block that is in no queue; its slot. */
  int add(int handle, long life, long op) {
    if (2 * ++count > handles.length) {
      grow();
    }
    int slot = slotFor(handle);
    put(slot, handle, life, op, NEVER);
    return slot;
  }

  void remove(int slot) {
    count--;
    int hole = slot;
    int mask = handles.length - 1;
    for (int next = (hole + 1) & mask; handles[next] != VACANT; next = (next + 1) & mask) {
      int home = home(handles[next]);
      // moves up unless its home lies behind the hole
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        put(hole, handles[next], lives[next], ops[next], dues[next]);
        hole = next;
      }
    }
    handles[hole] = VACANT;
  }

  private void put(int slot, int handle, long life, long op, long due) {
    handles[slot] = handle;
    lives[slot] = life;
    ops[slot] = op;
    dues[slot] = due;
  }

  private int slotFor(int handle) {
    int slot = home(handle);
    while (handles[slot] != VACANT && handles[slot] != handle) {
      slot = (slot + 1) & (handles.length - 1);
    }
    return slot;
  }

  private int home(int handle) {
    return ((handle * 0x9E3779B9) >>> 7) & (handles.length - 1);
  }

  private void grow() {
    int[] oldHandles = handles;
    long[] oldLives = lives;
    long[] oldOps = ops;
    long[] oldDues = dues;
    handles = new int[2 * oldHandles.length];
    lives = new long[handles.length];
    ops = new long[handles.length];
    dues = new long[handles.length];
    Arrays.fill(handles, VACANT);
    for (int i = 0; i < oldHandles.length; i++) {
      if (oldHandles[i] != VACANT) {
        put(slotFor(oldHandles[i]), oldHandles[i], oldLives[i], oldOps[i], oldDues[i]);
      }
    }
  }
}
