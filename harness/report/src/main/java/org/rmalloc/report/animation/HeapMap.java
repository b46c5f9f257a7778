// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A heap's tiles after some events. O(log tiles) an event. */
final class HeapMap {
  /** A live block. */
  private record Block(int number, long address, long size, long from, long to, int lockDepth) {}

  private final long heapSize;
  private final Map<Integer, Block> blocks = new HashMap<>();
  private final TreeMap<Long, Block> byExtent = new TreeMap<>();
  private final TreeMap<Long, Long> reserved = new TreeMap<>();

  HeapMap(long heapSize) {
    this.heapSize = heapSize;
  }

  void apply(PlacementEvent event) {
    switch (event) {
      case PlacementEvent.Placed(int block, long address, long size, long from, long to) ->
          put(new Block(block, address, size, from, to, 0));
      case PlacementEvent.Freed(int block) -> take(block);
      case PlacementEvent.Moved(int block, long address, long from, long to) -> {
        Block old = take(block);
        put(new Block(block, address, old.size(), from, to, old.lockDepth()));
      }
      case PlacementEvent.Reserved(long from, long to) -> reserve(from, to);
      case PlacementEvent.Released(long from, long to) -> release(from, to);
      case PlacementEvent.Locked(int block, int depth) -> {
        Block old = take(block);
        put(new Block(block, old.address(), old.size(), old.from(), old.to(), depth));
      }
    }
  }

  private void put(Block block) {
    blocks.put(block.number(), block);
    // Blocks of no extent share their place with the next one, and take no bytes.
    if (block.to() > block.from()) {
      byExtent.put(block.from(), block);
    }
  }

  private Block take(int number) {
    Block block = blocks.remove(number);
    byExtent.remove(block.from(), block);
    return block;
  }

  private void reserve(long from, long to) {
    if (from < to) {
      reserved.merge(from, to, Math::max);
    }
  }

  /** Cuts a range out of what is reserved, which may be in several pieces. */
  private void release(long from, long to) {
    Map.Entry<Long, Long> piece = reserved.lowerEntry(to);
    while (piece != null && piece.getValue() > from) {
      reserved.remove(piece.getKey());
      reserve(piece.getKey(), Math.min(piece.getValue(), from));
      reserve(Math.max(piece.getKey(), to), piece.getValue());
      piece = reserved.lowerEntry(Math.min(piece.getKey(), to));
    }
  }

  /** The tiles in address order: free and overhead ones as long as they can be. */
  List<HeapTile> tiles() {
    List<HeapTile> tiles = new ArrayList<>();
    TreeMap<Long, Runnable> claimed = new TreeMap<>();
    byExtent.values().forEach(block -> claimed.put(block.from(), () -> add(tiles, block)));
    reserved.forEach(
        (from, to) -> claimed.put(from, () -> add(tiles, HeapTile.Kind.OVERHEAD, from, to)));
    claimed.values().forEach(Runnable::run);
    add(tiles, HeapTile.Kind.FREE, end(tiles), heapSize);
    return tiles;
  }

  private static void add(List<HeapTile> tiles, Block block) {
    add(tiles, HeapTile.Kind.FREE, end(tiles), block.from());
    add(tiles, HeapTile.Kind.OVERHEAD, block.from(), block.address());
    long end = block.address() + block.size();
    if (block.size() > 0) {
      tiles.add(
          new HeapTile(
              HeapTile.Kind.USED, block.address(), end, block.number(), block.lockDepth()));
    }
    add(tiles, HeapTile.Kind.OVERHEAD, end, block.to());
  }

  private static long end(List<HeapTile> tiles) {
    return tiles.isEmpty() ? 0 : tiles.getLast().to();
  }

  private static void add(List<HeapTile> tiles, HeapTile.Kind kind, long from, long to) {
    if (from > end(tiles)) {
      tiles.add(new HeapTile(HeapTile.Kind.FREE, end(tiles), from, -1, 0));
    }
    if (from >= to) {
      return;
    }
    boolean joins = !tiles.isEmpty() && tiles.getLast().kind() == kind;
    long start = joins ? tiles.removeLast().from() : from;
    tiles.add(new HeapTile(kind, start, to, -1, 0));
  }
}
