// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace;

/**
 * Dense numbers by handle number of the file. Files mostly number their handles densely themselves:
 * as long as they do, this costs nothing; from the first that does not on, it is a table with open
 * addressing and linear probing. O(1) expected.
 */
final class DenseHandleNumbers {
  static final int NONE = -1;

  private int denseCount; // handles 0 to this, exclusive, are their own numbers
  private int[] cells = new int[1024]; // handle number in the file, by cell
  private int[] dense = new int[1024]; // dense number + 1, by cell; 0 marks a vacant one
  private int cellCount;

  int get(int fileHandle) {
    if (fileHandle < denseCount) {
      return fileHandle;
    }
    return cellCount == 0 ? NONE : dense[cellOf(fileHandle)] - 1;
  }

  void put(int fileHandle, int number) {
    if (fileHandle == denseCount && number == denseCount && cellCount == 0) {
      denseCount++;
    } else {
      putInTable(fileHandle, number);
    }
  }

  private void putInTable(int fileHandle, int number) {
    if (2L * ++cellCount > cells.length) {
      grow();
    }
    set(fileHandle, number + 1);
  }

  private void set(int fileHandle, int mark) {
    int cell = cellOf(fileHandle);
    cells[cell] = fileHandle;
    dense[cell] = mark;
  }

  private int cellOf(int fileHandle) {
    int mask = cells.length - 1;
    int cell = ((fileHandle * 0x9E3779B9) >>> 5) & mask;
    while (dense[cell] != 0 && cells[cell] != fileHandle) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private void grow() {
    int[] oldCells = cells;
    int[] oldDense = dense;
    cells = new int[2 * oldCells.length];
    dense = new int[cells.length];
    for (int old = 0; old < oldCells.length; old++) {
      if (oldDense[old] != 0) {
        set(oldCells[old], oldDense[old]);
      }
    }
  }
}
