// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** Finds a handle by its block's address: open addressing with linear probing, O(1) expected. */
final class HandlesByAddress {
  private final int[] addresses;
  private final int[] handles; // 0 marks a vacant cell
  private final int mask;

  /** An index for up to {@code maxBlocks} blocks. */
  HandlesByAddress(int maxBlocks) {
    int cells = Integer.highestOneBit(Math.max(maxBlocks, 8)) * 4;
    addresses = new int[cells];
    handles = new int[cells];
    mask = cells - 1;
  }

  void put(int address, int handle) {
    int cell = cellOf(address);
    addresses[cell] = address;
    handles[cell] = handle;
  }

  /** The handle of the block at {@code address}; 0 if there is none. */
  int get(int address) {
    return handles[cellOf(address)];
  }

  private int cellOf(int address) {
    int cell = ((address * 0x9E3779B9) >>> 7) & mask;
    while (handles[cell] != 0 && addresses[cell] != address) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }
}
