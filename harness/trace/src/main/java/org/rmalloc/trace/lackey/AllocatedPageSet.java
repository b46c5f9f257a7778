// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lackey;

/**
 * The pages that ever held a block. Between the lowest and the highest one lie thread stacks and
 * libraries as well, whose accesses would be most of a recording. Open addressing with linear
 * probing; O(1) expected a look-up, O(pages) to add a block, of which no more than the first {@link
 * #MOST_BYTES} count: lackey would take days to touch more.
 */
final class AllocatedPageSet {
  static final long MOST_BYTES = 1L << 30;
  private static final int PAGE_BITS = 12;

  private long[] cells = new long[1024]; // page + 1; 0 marks a vacant one
  private int count;
  private long last = -1; // the page found last

  void add(long address, long size) {
    long bytes = Math.clamp(size < 0 ? Long.MAX_VALUE : size, 1, MOST_BYTES);
    long end = (address + bytes - 1) >>> PAGE_BITS;
    for (long page = address >>> PAGE_BITS; page <= end; page++) {
      addPage(page);
    }
  }

  boolean contains(long address) {
    long page = address >>> PAGE_BITS;
    if (page == last) {
      return true;
    }
    if (cells[cellOf(page)] == 0) {
      return false;
    }
    last = page;
    return true;
  }

  private void addPage(long page) {
    int cell = cellOf(page);
    if (cells[cell] != 0) {
      return;
    }
    cells[cell] = page + 1;
    if (2 * ++count > cells.length) {
      grow();
    }
  }

  private int cellOf(long page) {
    int mask = cells.length - 1;
    int cell = (int) ((page * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (cells[cell] != 0 && cells[cell] != page + 1) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private void grow() {
    long[] old = cells;
    cells = new long[2 * old.length];
    for (long mark : old) {
      if (mark != 0) {
        cells[cellOf(mark - 1)] = mark;
      }
    }
  }
}
