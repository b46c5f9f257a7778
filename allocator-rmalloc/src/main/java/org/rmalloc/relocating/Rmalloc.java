// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.allocator.TileMergingVisitor;
import org.rmalloc.heap.Heap;

/**
 * rmalloc: bump allocation while it lasts, then power-of-two free lists; no coalescing, no
 * compaction.
 *
 * <p>Layout: {@link BlockArena}, {@link BlockHeader}, {@link FreeListFooter}, {@link FreeLists}. A
 * handle is the address of a block's header. The smallest block is {@link
 * BlockHeader#MIN_BLOCK_BYTES} bytes; beyond that nothing is rounded, and nothing aligned but an
 * {@link AlignedBlock}.
 *
 * <ul>
 *   <li>{@code malloc}: O(1) from the top, and O(1) from a list above the size's own; otherwise it
 *       goes through that list. The remainder stays in front and the client gets the end of the
 *       block. A remainder below {@link BlockHeader#MIN_BLOCK_BYTES} bytes, or for which there is
 *       no header, goes to the client with the block.
 *   <li>{@code free}, {@code lock}, {@code unlock}, {@code weakLock}: O(1).
 *   <li>{@code realloc}: in place within the block's own bytes, or if nothing is above the block,
 *       O(1); otherwise a {@code malloc} and a copy.
 * </ul>
 *
 * <p>A block freed at the top stays on its list: only a compaction, or a resize of the topmost
 * block, lowers the top.
 *
 * <p>Source: the allocator "rmalloc" of 2014. Deviations: an exact fit is taken, and the block at
 * the very bottom too; locks nest; a resize is new.
 */
class Rmalloc implements Allocator {
  final BlockArena arena;

  private final Heap probe;
  private final PlacementListener listener; // NONE when timing

  Rmalloc(BlockArena arena, PlacementListener listener) {
    this.arena = arena;
    this.probe = arena.heap.uncounted();
    this.listener = listener;
    listener.reserved(0, arena.base);
    arena.table.start();
  }

  @Override
  public final long malloc(long sizeBytes) {
    if (sizeBytes > arena.heap.capacity()) {
      return 0;
    }
    int block = arena.allocate(blockSize(sizeBytes));
    if (listener != PlacementListener.NONE && block != BlockHeader.NO_BLOCK) {
      notifyPlaced(block, sizeBytes);
    }
    return block;
  }

  @Override
  public final long malloc(long sizeBytes, int alignment) {
    if (alignment == 1) {
      return malloc(sizeBytes);
    }
    if (sizeBytes > arena.heap.capacity() - alignment) {
      return 0;
    }
    int block = arena.allocateAligned(blockSize(sizeBytes + alignment), alignment);
    if (listener != PlacementListener.NONE && block != BlockHeader.NO_BLOCK) {
      notifyPlaced(block, sizeBytes);
    }
    return block;
  }

  @Override
  public final ReallocOutcome realloc(long handle, long sizeBytes) {
    int alignment = arena.alignment((int) handle);
    int extraBytes = alignment == 1 ? 0 : alignment;
    if (sizeBytes > arena.heap.capacity() - extraBytes) {
      return ReallocOutcome.FAILED;
    }
    ReallocOutcome outcome = resize((int) handle, blockSize(sizeBytes + extraBytes));
    if (listener != PlacementListener.NONE && outcome != ReallocOutcome.FAILED) {
      listener.freed(handle);
      notifyPlaced((int) handle, sizeBytes);
    }
    return outcome;
  }

  @Override
  public final void free(long handle) {
    arena.release((int) handle);
    if (listener != PlacementListener.NONE) {
      listener.freed(handle);
    }
  }

  @Override
  public final long lock(long handle) {
    return arena.lock((int) handle);
  }

  @Override
  public final void unlock(long handle) {
    arena.unlock((int) handle);
  }

  @Override
  public final long weakLock(long handle) {
    return arena.payload(arena.heap, (int) handle);
  }

  @Override
  public final void walk(HeapVisitor visitor) {
    TileMergingVisitor coalescing = new TileMergingVisitor(visitor);
    coalescing.overhead(0, arena.base);
    for (long block : blocksByAddress()) {
      show((int) block, coalescing);
    }
    coalescing.free(arena.top(), arena.table.low());
    coalescing.overhead(arena.table.low(), arena.table.end);
    coalescing.finish();
  }

  @Override
  public final long largestFree() {
    return Math.max(arena.room(arena.top(), arena.table.low()), arena.lists.largest());
  }

  @Override
  public final long footprint() {
    return (long) arena.top() + (arena.table.end - arena.table.low());
  }

  private static int blockSize(long sizeBytes) {
    return Math.max((int) sizeBytes, BlockHeader.MIN_BLOCK_BYTES);
  }

  private ReallocOutcome resize(int block, int size) {
    if (arena.resizeInPlace(block, size)) {
      return ReallocOutcome.IN_PLACE;
    }
    boolean mayMove = !BlockHeader.isLocked(BlockHeader.flags(arena.heap, block));
    return mayMove && arena.resizeByCopying(block, size)
        ? ReallocOutcome.COPIED
        : ReallocOutcome.FAILED;
  }

  private void notifyPlaced(int block, long sizeBytes) {
    int memory = BlockHeader.memory(probe, block);
    int size = BlockHeader.size(probe, block);
    listener.placed(block, arena.payload(probe, block), sizeBytes, memory, memory + size);
  }

  /** Every block's address and header, in the high and low half of a word, by address. */
  final long[] blocksByAddress() {
    long[] blocks = new long[arena.usedBlocks() + arena.freeBlocks()];
    int count = 0;
    for (int block = arena.chain.first(); block != BlockHeader.NO_BLOCK; ) {
      blocks[count++] = (long) BlockHeader.memory(probe, block) << Integer.SIZE | block;
      block = BlockHeader.next(probe, block);
    }
    Arrays.sort(blocks);
    return blocks;
  }

  private void show(int block, HeapVisitor visitor) {
    int from = BlockHeader.memory(probe, block);
    int to = from + BlockHeader.size(probe, block);
    int flags = BlockHeader.flags(probe, block);
    if (BlockHeader.isUsed(flags)) {
      int payload = arena.payload(probe, block);
      visitor.overhead(from, payload);
      visitor.used(payload, to, block, BlockHeader.lockDepth(flags));
    } else {
      visitor.free(from, to);
    }
  }
}
