// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** Writes down the tiles that it sees, such as {@code f0-8 u8-12#3/1 o12-16}. */
final class TileLog implements HeapVisitor {
  private final StringBuilder tiles = new StringBuilder();

  static String of(Allocator allocator) {
    TileLog log = new TileLog();
    allocator.walk(log);
    return log.toString();
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    tiles.append(" u%d-%d#%d/%d".formatted(from, to, handle, lockDepth));
  }

  @Override
  public void free(long from, long to) {
    tiles.append(" f%d-%d".formatted(from, to));
  }

  @Override
  public void overhead(long from, long to) {
    tiles.append(" o%d-%d".formatted(from, to));
  }

  @Override
  public String toString() {
    return tiles.toString().strip();
  }
}
