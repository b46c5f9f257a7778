// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.rmalloc.allocator.PlacementListener;

/** A ledger of one byte of map for each byte of heap: what the real one must agree with. */
final class NaiveLedger implements PlacementListener {
  private static final byte FREE = 0;
  private static final byte IN_BLOCK = 1;
  private static final byte RESERVED = 2;

  private record Block(long address, long sizeBytes, int from, int to) {}

  private final byte[] map;
  private final Map<Long, Block> blocks = new HashMap<>();

  NaiveLedger(int capacity) {
    map = new byte[capacity];
  }

  @Override
  public void placed(long handle, long address, long sizeBytes, long from, long to) {
    require(!blocks.containsKey(handle));
    require(sizeBytes >= 0 && from <= address && address + sizeBytes <= to);
    replace(FREE, IN_BLOCK, from, to);
    blocks.put(handle, new Block(address, sizeBytes, (int) from, (int) to));
  }

  @Override
  public void freed(long handle) {
    require(blocks.containsKey(handle));
    Block block = blocks.remove(handle);
    replace(IN_BLOCK, FREE, block.from, block.to);
  }

  @Override
  public void moved(long handle, long address, long from, long to) {
    require(blocks.containsKey(handle));
    Block block = blocks.get(handle);
    freed(handle);
    try {
      placed(handle, address, block.sizeBytes, from, to);
    } catch (IllegalArgumentException e) {
      placed(handle, block.address, block.sizeBytes, block.from, block.to);
      throw e;
    }
  }

  @Override
  public void reserved(long from, long to) {
    replace(FREE, RESERVED, from, to);
  }

  @Override
  public void released(long from, long to) {
    replace(RESERVED, FREE, from, to);
  }

  long addressOf(long handle) {
    return blocks.containsKey(handle) ? blocks.get(handle).address : -1;
  }

  /** The free tiles, as from and to in turn. */
  int[] freeTiles() {
    int[] tiles = new int[map.length + 2];
    int count = 0;
    for (int at = 0; at <= map.length; at++) {
      boolean free = at < map.length && map[at] == FREE;
      boolean inTile = count % 2 == 1;
      if (free != inTile) {
        tiles[count++] = at;
      }
    }
    return Arrays.copyOf(tiles, count);
  }

  private void replace(byte before, byte after, long from, long to) {
    require(0 <= from && from <= to && to <= map.length);
    for (int at = (int) from; at < to; at++) {
      require(map[at] == before);
    }
    Arrays.fill(map, (int) from, (int) to, after);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException();
    }
  }
}
