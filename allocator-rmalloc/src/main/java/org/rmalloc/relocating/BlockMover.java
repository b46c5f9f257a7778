// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** The executor that really moves blocks, in the heap. */
final class BlockMover implements SlidingCompactionOperations {
  private final BlockArena arena;
  private final Heap heap;
  private final Heap probe;
  private final PlacementListener listener; // NONE when timing
  private long blocksMoved;

  private BlockMover(BlockArena arena, PlacementListener listener) {
    this.arena = arena;
    this.heap = arena.heap;
    this.probe = heap.uncounted();
    this.listener = listener;
  }

  /** Compacts an arena by the {@link CompactionPlanner}'s rule, and settles it. */
  static CompactionResult compact(
      BlockArena arena, PlacementListener listener, CompactionBudget budget) {
    arena.chain.sort();
    BlockMover mover = new BlockMover(arena, listener);
    CompactionPlanner planner = new CompactionPlanner(mover, budget);
    planner.run();
    arena.settle();
    return new CompactionResult(
        planner.bytesMoved(), mover.blocksMoved, planner.steps(), planner.finished());
  }

  @Override
  public int first() {
    return arena.chain.first();
  }

  @Override
  public int next(int block) {
    return BlockHeader.next(heap, block);
  }

  @Override
  public int memory(int block) {
    return BlockHeader.memory(heap, block);
  }

  @Override
  public int size(int block) {
    return BlockHeader.size(heap, block);
  }

  @Override
  public boolean isFree(int block) {
    return BlockHeader.flags(heap, block) == BlockHeader.FREE;
  }

  @Override
  public boolean isUnlocked(int block) {
    return BlockHeader.isUsedAndUnlocked(BlockHeader.flags(heap, block));
  }

  @Override
  public boolean isLocked(int block) {
    return BlockHeader.isLocked(BlockHeader.flags(heap, block));
  }

  @Override
  public int unusedHeaders() {
    return arena.table.unused();
  }

  @Override
  public void link(int before, int next) {
    arena.chain.link(before, next);
  }

  @Override
  public void setMemory(int block, int memory) {
    BlockHeader.setMemory(heap, block, memory);
  }

  @Override
  public void setSize(int block, int size) {
    BlockHeader.setSize(heap, block, size);
  }

  @Override
  public void noteGrown(int bytes) {
    arena.noteGrown(bytes);
  }

  @Override
  public void releaseHeader(int block) {
    arena.table.release(block);
  }

  @Override
  public int newHole(int memory, int size) {
    int hole = arena.table.takeUnused();
    BlockHeader.setMemory(heap, hole, memory);
    BlockHeader.setSize(heap, hole, size);
    BlockHeader.setFlags(heap, hole, BlockHeader.FREE);
    return hole;
  }

  @Override
  public void move(int first, int end, int to, int bytes) {
    int from = BlockHeader.memory(heap, first);
    if (arena.alignedBlocks() == 0) {
      heap.copy(from, to, bytes);
    } else {
      copyEach(first, end, from - to, from + bytes);
    }
    for (int block = first; block != end; block = BlockHeader.next(heap, block)) {
      int memory = BlockHeader.memory(heap, block) - (from - to);
      BlockHeader.setMemory(heap, block, memory);
      blocksMoved++;
      notifyMoved(block, memory);
    }
  }

  @Override
  public void dropTop(int before) {
    arena.dropTop(before);
  }

  /** Copies blocks down one by one, each aligned as it wants; they end at {@code bytesEnd}. */
  private void copyEach(int first, int end, int shift, int bytesEnd) {
    for (int block = first; block != end; block = BlockHeader.next(heap, block)) {
      int memory = BlockHeader.memory(heap, block);
      int size = Math.min(BlockHeader.size(heap, block), bytesEnd - memory);
      if (BlockHeader.isAligned(BlockHeader.flags(heap, block))) {
        AlignedBlock.copy(heap, memory, memory - shift, size);
      } else {
        heap.copy(memory, memory - shift, size);
      }
    }
  }

  private void notifyMoved(int block, int memory) {
    if (listener != PlacementListener.NONE) {
      int size = BlockHeader.size(probe, block);
      listener.moved(block, arena.payload(probe, block), memory, memory + size);
    }
  }
}
