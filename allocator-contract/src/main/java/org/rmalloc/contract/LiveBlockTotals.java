// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

/** How many blocks are live, and how large they are in all. */
final class LiveBlockTotals {
  private int blocks;
  private int emptyBlocks;
  private long bytes;

  void add(long sizeBytes) {
    count(sizeBytes, 1);
  }

  void remove(long sizeBytes) {
    count(sizeBytes, -1);
  }

  int blocks() {
    return blocks;
  }

  /** Live blocks of 1 byte or more: those that have a tile. */
  int tiles() {
    return blocks - emptyBlocks;
  }

  long bytes() {
    return bytes;
  }

  private void count(long sizeBytes, int sign) {
    blocks += sign;
    emptyBlocks += sizeBytes == 0 ? sign : 0;
    bytes += sign * sizeBytes;
  }
}
