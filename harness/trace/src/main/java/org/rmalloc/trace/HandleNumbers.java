package org.rmalloc.trace;

/** Dense numbers by handle number of the file: open addressing with linear probing. */
final class HandleNumbers {
  static final int NONE = -1;

  private int[] cells = new int[1024]; // handle number in the file, by cell
  private int[] dense = new int[1024]; // dense number + 1, by cell; 0 marks a vacant one
  private int count;

  int get(int fileHandle) {
    return dense[cellOf(fileHandle)] - 1;
  }

  void put(int fileHandle, int number) {
    if (2 * ++count > cells.length) {
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
