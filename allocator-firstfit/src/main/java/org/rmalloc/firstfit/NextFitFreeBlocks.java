// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.BlockHeader.ROVER;

import org.rmalloc.heap.Heap;

/**
 * Next fit: first fit that starts where the last search ended, at the rover, and wraps around.
 *
 * <p>The rover is a block in the list, or {@link BlockHeader#NO_BLOCK}, the list's end. A search
 * that succeeds takes it to the block found, and so to what is left of it. When its block leaves
 * the list it goes on to the next in list order; in address order, where a block that is absorbed
 * by the one before it leaves its place to that, it goes there.
 */
final class NextFitFreeBlocks implements FreeBlocks {
  private final Heap tags;
  private final IterableFreeBlocks blocks;

  NextFitFreeBlocks(Heap tags, IterableFreeBlocks blocks) {
    this.tags = tags;
    this.blocks = blocks;
  }

  @Override
  public int find(int size) {
    int rover = tags.getInt(ROVER);
    int block = blocks.fit(rover, NO_BLOCK, size);
    if (block == NO_BLOCK) {
      block = blocks.fit(blocks.first(), rover, size);
    }
    if (block != NO_BLOCK) {
      tags.putInt(ROVER, block);
    }
    return block;
  }

  @Override
  public void add(int block, int size) {
    blocks.add(block, size);
  }

  @Override
  public void remove(int block) {
    if (tags.getInt(ROVER) == block) {
      tags.putInt(ROVER, blocks.next(block));
    }
    blocks.remove(block);
  }

  @Override
  public void replace(int block, int by, int size) {
    move(block, by);
    blocks.replace(block, by, size);
  }

  @Override
  public void absorb(int block, int into) {
    move(block, into);
    blocks.remove(block);
  }

  @Override
  public void grow(int block, int size) {
    blocks.grow(block, size);
  }

  @Override
  public int largestAbove(int floor) {
    return blocks.largestAbove(floor);
  }

  @Override
  public int rootBytes() {
    return blocks.rootBytes();
  }

  private void move(int from, int to) {
    if (tags.getInt(ROVER) == from) {
      tags.putInt(ROVER, to);
    }
  }
}
