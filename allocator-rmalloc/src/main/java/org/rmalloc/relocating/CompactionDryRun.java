// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.heap.Heap;

/**
 * The executor that moves no bytes: it works on a copy of the headers, to tell what a compaction
 * with an unlimited budget would leave. Takes time and memory as the compaction does, less that of
 * moving bytes; changes and counts nothing.
 *
 * <p>Its headers are numbered from 1, those of the arena's blocks first, by address.
 */
final class CompactionDryRun implements SlidingCompactionOperations {
  private static final byte FREE = 0;
  private static final byte UNLOCKED = 1;
  private static final byte LOCKED = 2;

  private final BlockArena arena;
  private final int[] memories;
  private final int[] sizes;
  private final byte[] states;
  private final int[] nexts; // in the chain, or of the unused headers
  private int first;
  private int firstUnused;
  private int unused;
  private int top;

  /**
   * A forecast for an arena.
   *
   * @param blocks every block's header by address, in the low half of each word
   */
  private CompactionDryRun(BlockArena arena, long[] blocks) {
    this.arena = arena;
    int headers = 1 + blocks.length + arena.table.unused();
    memories = new int[headers];
    sizes = new int[headers];
    states = new byte[headers];
    nexts = new int[headers];
    top = arena.top();
    copy(blocks);
    for (int header = blocks.length + 1; header < headers; header++) {
      releaseHeader(header);
    }
  }

  /** The largest request that would be satisfied, −1 if not even 0. */
  static int largestRequest(BlockArena arena, long[] blocks) {
    CompactionDryRun forecast = new CompactionDryRun(arena, blocks);
    new CompactionPlanner(forecast, CompactionBudget.UNLIMITED).run();
    return forecast.largestRequest();
  }

  private void copy(long[] blocks) {
    Heap probe = arena.heap.uncounted();
    first = blocks.length == 0 ? BlockHeader.NO_BLOCK : 1;
    for (int i = 0; i < blocks.length; i++) {
      int header = (int) blocks[i];
      memories[i + 1] = BlockHeader.memory(probe, header);
      sizes[i + 1] = BlockHeader.size(probe, header);
      states[i + 1] = state(BlockHeader.flags(probe, header));
      nexts[i + 1] = i + 1 < blocks.length ? i + 2 : BlockHeader.NO_BLOCK;
    }
  }

  private static byte state(int flags) {
    return BlockHeader.isLocked(flags) ? LOCKED : BlockHeader.isUsed(flags) ? UNLOCKED : FREE;
  }

  private int largestRequest() {
    int holes = 0;
    int largestHole = -1;
    for (int block = first; block != BlockHeader.NO_BLOCK; block = nexts[block]) {
      if (states[block] == FREE) {
        holes++;
        largestHole = Math.max(largestHole, sizes[block]);
      }
    }
    BlockHeaderTable table = arena.table;
    int newLow = table.lowAfter(arena.usedBlocks(), holes, table.probeLowestUsed());
    return Math.max(arena.room(top, newLow), largestHole);
  }

  @Override
  public int first() {
    return first;
  }

  @Override
  public int next(int block) {
    return nexts[block];
  }

  @Override
  public int memory(int block) {
    return memories[block];
  }

  @Override
  public int size(int block) {
    return sizes[block];
  }

  @Override
  public boolean isFree(int block) {
    return states[block] == FREE;
  }

  @Override
  public boolean isUnlocked(int block) {
    return states[block] == UNLOCKED;
  }

  @Override
  public boolean isLocked(int block) {
    return states[block] == LOCKED;
  }

  @Override
  public int unusedHeaders() {
    return unused;
  }

  @Override
  public void link(int before, int next) {
    if (before == BlockHeader.NO_BLOCK) {
      first = next;
    } else {
      nexts[before] = next;
    }
  }

  @Override
  public void setMemory(int block, int memory) {
    memories[block] = memory;
  }

  @Override
  public void setSize(int block, int size) {
    sizes[block] = size;
  }

  @Override
  public void noteGrown(int bytes) {} // its own size says so

  @Override
  public void releaseHeader(int block) {
    nexts[block] = firstUnused;
    firstUnused = block;
    unused++;
  }

  @Override
  public int newHole(int memory, int size) {
    int hole = firstUnused;
    firstUnused = nexts[hole];
    unused--;
    memories[hole] = memory;
    sizes[hole] = size;
    states[hole] = FREE;
    return hole;
  }

  @Override
  public void move(int first, int end, int to, int bytes) {
    int shift = memories[first] - to;
    for (int block = first; block != end; block = nexts[block]) {
      memories[block] -= shift;
    }
  }

  @Override
  public void dropTop(int before) {
    int hole = before == BlockHeader.NO_BLOCK ? first : nexts[before];
    top = memories[hole];
    link(before, BlockHeader.NO_BLOCK);
    releaseHeader(hole);
  }
}
