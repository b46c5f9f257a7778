// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

import static org.rmalloc.firstfit.BlockHeader.NO_BLOCK;
import static org.rmalloc.firstfit.BlockHeader.PREVIOUS_FREE;
import static org.rmalloc.firstfit.BlockHeader.USED;

import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * A sequential fit: blocks with boundary tags, coalesced with their free neighbours as soon as they
 * are freed, from the heap's start up to a break.
 *
 * <p>The client gets the front of the block that the policy finds. The rest stays free in the
 * block's place, or goes to the client too when it is too small to be a block. When no free block
 * will do, the break is raised by just what is needed; a block freed at the break lowers it. A
 * resize is done in place where the block itself, the free block behind it or the room above the
 * break allows, and else by allocating, copying and freeing. A block at the break that has to grow
 * never looks for a place below: the capacity steers nothing, and is felt only when it is
 * exhausted.
 *
 * <p>Source: Knuth, "The Art of Computer Programming", vol. 1, §2.5, Algorithm C and exercises;
 * Wilson, Johnstone, Neely and Boles, IWMM 1995. Deviations from Knuth: a used block has no footer,
 * but the header behind a free block says that one ends there; the client gets the front of a
 * block, not its end; the break.
 *
 * <p>Invariants: (I1) no two free blocks are neighbours; (I2) no free block ends at the break; (I3)
 * the header behind a block says whether that is free; (I4) the free blocks below the break are
 * those in {@link FreeBlocks}; (I5) block sizes sum to the break less the start.
 *
 * <p>Beyond finding, adding and removing free blocks, whose costs {@link FreeBlocks} gives,
 * everything is O(1), but for the copy of a resize that moves. Not thread-safe.
 */
final class SequentialFitAllocator extends PinnedAllocator {
  private final Heap heap;
  private final Heap tags;
  private final Heap uncounted;
  private final BoundaryTagLayout space;
  private final FreeBlocks free;
  private final boolean keepsPlaces; // a free block that grows stays where it is in the list
  private final int minBlockSize;
  private int breakAt;

  SequentialFitAllocator(
      Heap heap,
      BoundaryTagLayout space,
      FreeBlocks free,
      FreeListOrder order,
      PlacementListener listener) {
    super(space.maxRequest(), listener);
    this.heap = heap;
    this.tags = space.tags();
    this.uncounted = tags.uncounted();
    this.space = space;
    this.free = free;
    this.keepsPlaces = order == FreeListOrder.ADDRESS;
    this.minBlockSize = space.minBlockSize();
    this.breakAt = space.firstBlock();
    if (footprint() > 0) {
      notifyReserved(0, (int) footprint());
    }
  }

  @Override
  protected int allocate(int sizeBytes) {
    int size = space.blockSize(sizeBytes);
    int block = free.find(size);
    if (block != NO_BLOCK) {
      tags.putInt(block, take(block, size) | USED);
      return space.payload(block);
    }
    return placeAtBreak(size);
  }

  /**
   * Allocates a block in which an aligned one lies and frees what is in front of that and behind;
   * at the break, no more is taken than is needed.
   */
  @Override
  protected int allocate(int sizeBytes, int alignment) {
    int size = space.blockSize(sizeBytes);
    int room = (int) Math.min(Integer.MAX_VALUE, space.roomFor(size, alignment));
    int found = free.find(room);
    if (found == NO_BLOCK) {
      return placeAlignedAtBreak(size, alignment);
    }
    tags.putInt(found, take(found, room) | USED);
    int end = found + BlockHeader.size(tags, found);
    int block = space.alignedFrom(found, alignment);
    BlockHeader.setUsed(tags, block, end - block, 0);
    if (block > found) {
      putFree(found, block, 0);
    }
    shrink(block, tags.getInt(block), end, end - block - size);
    return space.payload(block);
  }

  @Override
  protected void release(int address) {
    int block = space.block(address);
    int header = tags.getInt(block);
    putFree(block, block + BlockHeader.sizeOf(header), header & PREVIOUS_FREE);
  }

  @Override
  protected int resize(int address, int sizeBytes, boolean mayMove) {
    int block = space.block(address);
    int header = tags.getInt(block);
    int end = block + BlockHeader.sizeOf(header);
    int growth = space.blockSize(sizeBytes) - BlockHeader.sizeOf(header);
    boolean inPlace =
        growth <= 0 ? shrink(block, header, end, -growth) : grow(block, header, end, growth);
    if (inPlace) {
      return address;
    }
    if (!mayMove || end == breakAt) {
      return NO_ADDRESS;
    }
    return copy(heap, address, space.heapAddress(end) - address, sizeBytes);
  }

  @Override
  public long largestFree() {
    return space.requestOf(free.largestAbove(space.limit() - breakAt));
  }

  @Override
  public long footprint() {
    return space.heapAddress(breakAt);
  }

  @Override
  public long rootBytes() {
    return space.rootBytes() + (long) free.rootBytes();
  }

  @Override
  protected int extentFrom(int address) {
    return space.heapAddress(space.block(address));
  }

  @Override
  protected int extentTo(int address) {
    int block = space.block(address);
    return space.heapAddress(block + BlockHeader.size(uncounted, block));
  }

  @Override
  protected void walkByAddress(HeapVisitor visitor) {
    visitor.overhead(0, space.heapAddress(space.firstBlock()));
    int block = space.firstBlock();
    while (block < breakAt) {
      block = walkBlock(visitor, block);
    }
    visitor.free(footprint(), heap.capacity());
  }

  private int walkBlock(HeapVisitor visitor, int block) {
    int header = uncounted.getInt(block);
    int end = block + BlockHeader.sizeOf(header);
    visitBlock(
        visitor,
        space.heapAddress(block),
        space.payload(block),
        space.heapAddress(end),
        (header & USED) != 0);
    return end;
  }

  private int placeAtBreak(int size) {
    int block = breakAt;
    if (raiseBreakBy(size) == 0) {
      return NO_ADDRESS;
    }
    BlockHeader.setUsed(tags, block, size, 0);
    return space.payload(block);
  }

  /** What is in front of the block is freed: I2 holds, as the break is behind it. */
  private int placeAlignedAtBreak(int size, int alignment) {
    int start = breakAt;
    int block = space.alignedFrom(start, alignment);
    if (raiseBreakBy((long) block - start + size) == 0) {
      return NO_ADDRESS;
    }
    BlockHeader.setUsed(tags, block, size, 0);
    if (block > start) {
      putFree(start, block, 0);
    }
    return space.payload(block);
  }

  /** Takes at least {@code size} off the front of a free block, and returns how much. */
  private int take(int block, int size) {
    int whole = BlockHeader.freeSize(tags, block);
    int rest = whole - size;
    if (rest >= minBlockSize) {
      free.replace(block, block + size, rest);
      return size;
    }
    free.remove(block);
    int behind = block + whole; // I2: it is below the break
    tags.putInt(behind, tags.getInt(behind) & ~PREVIOUS_FREE);
    return whole;
  }

  /**
   * Frees what lies from {@code start} to {@code end}, and coalesces it with its free neighbours.
   */
  private void putFree(int start, int end, int previousFree) {
    int before = previousFree == 0 ? NO_BLOCK : BlockHeader.previous(tags, start);
    if (end == breakAt) {
      lowerBreak(start, before);
      return;
    }
    int behind = tags.getInt(end);
    if ((behind & USED) == 0) {
      coalesce(before, start, end, end + behind);
    } else {
      tags.putInt(end, behind | PREVIOUS_FREE);
      coalesce(before, start, NO_BLOCK, end);
    }
  }

  private void lowerBreak(int start, int before) {
    breakAt = start;
    if (before != NO_BLOCK) {
      free.remove(before);
      breakAt = before;
    }
  }

  private void coalesce(int before, int start, int behind, int end) {
    if (keepsPlaces) {
      coalesceInPlace(before, start, behind, end);
    } else {
      coalesceAnew(before, start, behind, end);
    }
  }

  private void coalesceInPlace(int before, int start, int behind, int end) {
    if (before != NO_BLOCK) {
      if (behind != NO_BLOCK) {
        free.absorb(behind, before);
      }
      free.grow(before, end - before);
    } else if (behind != NO_BLOCK) {
      free.replace(behind, start, end - start);
    } else {
      free.add(start, end - start);
    }
  }

  private void coalesceAnew(int before, int start, int behind, int end) {
    if (before != NO_BLOCK) {
      free.remove(before);
    }
    if (behind != NO_BLOCK) {
      free.remove(behind);
    }
    int block = before == NO_BLOCK ? start : before;
    free.add(block, end - block);
  }

  /** Always in place: what is left over is freed, or stays in the block. */
  private boolean shrink(int block, int header, int end, int rest) {
    if (rest > 0 && (rest >= minBlockSize || end == breakAt || isFree(end))) {
      BlockHeader.setUsed(tags, block, end - rest - block, header & PREVIOUS_FREE);
      putFree(end - rest, end, 0);
    }
    return true;
  }

  private boolean grow(int block, int header, int end, int growth) {
    int taken = end == breakAt ? raiseBreakBy(growth) : takeBehind(end, growth);
    if (taken > 0) {
      BlockHeader.setUsed(tags, block, end + taken - block, header & PREVIOUS_FREE);
    }
    return taken > 0;
  }

  /** Raises the break, and returns by how much: 0 when the heap has no room. */
  private int raiseBreakBy(long size) {
    if (size > space.limit() - breakAt) {
      return 0;
    }
    breakAt += (int) size;
    return (int) size;
  }

  /** Takes at least {@code size} off the block at {@code behind}; 0 when that is not to be had. */
  private int takeBehind(int behind, int size) {
    return isFree(behind) && BlockHeader.freeSize(tags, behind) >= size ? take(behind, size) : 0;
  }

  private boolean isFree(int block) {
    return (tags.getInt(block) & USED) == 0;
  }
}
