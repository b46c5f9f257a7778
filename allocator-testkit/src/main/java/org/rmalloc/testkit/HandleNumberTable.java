// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Arrays;

/**
 * Numbers handles densely from 0 in order of first sight: open addressing with linear probing. A
 * handle keeps its number when it is freed, and when it names another block later.
 */
final class HandleNumberTable {
  private static final int VACANT = -1;

  private long[] handles = new long[64];
  private int[] numbers = vacant(64);
  private int count;

  /** The handle's number; a new one if it was never seen. */
  int number(long handle) {
    int cell = cellOf(handle);
    if (numbers[cell] == VACANT) {
      if (2 * (count + 1) > numbers.length) {
        grow();
        cell = cellOf(handle);
      }
      handles[cell] = handle;
      numbers[cell] = count++;
    }
    return numbers[cell];
  }

  /** The handle's number, or −1 if it was never seen. */
  int find(long handle) {
    return numbers[cellOf(handle)];
  }

  private int cellOf(long handle) {
    int mask = numbers.length - 1;
    int cell = (int) ((handle * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (numbers[cell] != VACANT && handles[cell] != handle) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private void grow() {
    long[] oldHandles = handles;
    int[] oldNumbers = numbers;
    handles = new long[2 * oldHandles.length];
    numbers = vacant(handles.length);
    for (int old = 0; old < oldNumbers.length; old++) {
      if (oldNumbers[old] != VACANT) {
        int cell = cellOf(oldHandles[old]);
        handles[cell] = oldHandles[old];
        numbers[cell] = oldNumbers[old];
      }
    }
  }

  private static int[] vacant(int cells) {
    int[] numbers = new int[cells];
    Arrays.fill(numbers, VACANT);
    return numbers;
  }
}
