package org.rmalloc.relocating;

import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** The executor that really moves blocks, in the heap. */
final class BlockMover implements CompactionExecutor {
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
  static Compaction compact(BlockArena arena, PlacementListener listener, CompactionBudget budget) {
    arena.chain.sort();
    BlockMover mover = new BlockMover(arena, listener);
    CompactionPlanner planner = new CompactionPlanner(mover, budget);
    planner.run();
    arena.settle();
    return new Compaction(
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
    return BlockHeader.flags(heap, block) == BlockHeader.USED;
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
    heap.copy(from, to, bytes);
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

  private void notifyMoved(int block, int memory) {
    if (listener != PlacementListener.NONE) {
      listener.moved(block, memory, memory, memory + BlockHeader.size(probe, block));
    }
  }
}
