// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.util.Arrays;

/**
 * Handles by the op at which they may have to be unlocked, the least op first, and of equal ops the
 * least handle: a binary heap. O(log n) a change.
 */
final class UnlockQueue {
  private long[] ops = new long[64];
  private int[] handles = new int[64];
  private int count;

  /** Whether something is due at an op or before. */
  boolean isDue(long op) {
    return count > 0 && ops[0] <= op;
  }

  /** The op of the first entry. */
  long firstOp() {
    return ops[0];
  }

  /** Removes the first entry and returns its handle. */
  int poll() {
    int first = handles[0];
    long lastOp = ops[--count];
    int lastHandle = handles[count];
    int hole = 0;
    for (int child = 1; child < count; child = 2 * hole + 1) {
      if (child + 1 < count && isBefore(child + 1, ops[child], handles[child])) {
        child++;
      }
      if (!isBefore(child, lastOp, lastHandle)) {
        break;
      }
      set(hole, ops[child], handles[child]);
      hole = child;
    }
    set(hole, lastOp, lastHandle);
    return first;
  }

  void add(long op, int handle) {
    if (count == ops.length) {
      ops = Arrays.copyOf(ops, 2 * count);
      handles = Arrays.copyOf(handles, 2 * count);
    }
    int hole = count++;
    while (hole > 0 && !isBefore((hole - 1) / 2, op, handle)) {
      set(hole, ops[(hole - 1) / 2], handles[(hole - 1) / 2]);
      hole = (hole - 1) / 2;
    }
    set(hole, op, handle);
  }

  private boolean isBefore(int place, long op, int handle) {
    return ops[place] < op || (ops[place] == op && handles[place] < handle);
  }

  private void set(int place, long op, int handle) {
    ops[place] = op;
    handles[place] = handle;
  }
}
