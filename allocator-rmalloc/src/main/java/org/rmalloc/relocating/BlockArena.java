// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * The heap as this allocator lays it out, and the placement of blocks in it.
 *
 * <pre>
 *   0            base                            top             low              capacity
 *   +------------+-------------------------------+- - - - - - - -+----------------+
 *   | list heads | blocks, used and free         |   unclaimed   | header table   |
 *   +------------+-------------------------------+- - - - - - - -+----------------+
 *                  grow upward →                               ← grows downward
 * </pre>
 *
 * <p>Invariants, checked by the tests after every operation: (I1) base ≤ top &lt; low ≤ capacity;
 * (I2) the chain holds the header of every block once, ends at its last, and is by address if it
 * says so; (I3) the blocks tile base to top, each of {@link BlockHeader#MIN_BLOCK_BYTES} bytes or
 * more; (I4) every header in the table belongs to a block in the chain or is unused, and those are
 * counted and can be found; (I5) a slot lists exactly the free blocks of its sizes, and its bit is
 * set when there is one; (I6) the counts of used, locked and aligned blocks and bytes are right;
 * (I7) what probes remember is right.
 */
final class BlockArena {
  final Heap heap;
  final BlockHeaderTable table;
  final FreeLists lists;
  final BlockChain chain;
  final int base;

  private int top;
  private int usedBlocks;
  private int usedBytes;
  private int lockedBlocks;
  private int alignedBlocks;

  BlockArena(Heap heap, BlockHeaderTable table) {
    this.heap = heap;
    this.table = table;
    this.lists = new FreeLists(heap);
    this.chain = new BlockChain(heap);
    this.base = FreeLists.headBytes(heap.capacity());
    this.top = base;
  }

  int top() {
    return top;
  }

  int usedBlocks() {
    return usedBlocks;
  }

  /** Bytes of the used blocks, what their clients did not ask for included. */
  int usedBytes() {
    return usedBytes;
  }

  int lockedBlocks() {
    return lockedBlocks;
  }

  /** How many used blocks are {@link AlignedBlock}s. */
  int alignedBlocks() {
    return alignedBlocks;
  }

  int freeBlocks() {
    return table.count() - table.unused() - usedBlocks;
  }

  /**
   * The largest block that fits between {@code top} and {@code low}, −1 if not even the smallest
   * one does. A block always leaves room for one header more, and a byte.
   */
  int room(int top, int low) {
    int room = low - table.headerBytes - 1 - top;
    return room >= BlockHeader.MIN_BLOCK_BYTES ? room : -1;
  }

  /**
   * Places a block: above the others while there is room, then in a free one.
   *
   * @param size {@link BlockHeader#MIN_BLOCK_BYTES} or more
   * @return its header, or {@link BlockHeader#NO_BLOCK} with nothing changed
   */
  int allocate(int size) {
    if (size < table.low() - table.headerBytes - top) {
      return append(size);
    }
    int block = lists.take(size);
    return block == BlockHeader.NO_BLOCK ? BlockHeader.NO_BLOCK : occupy(block, size);
  }

  /** Places an {@link AlignedBlock} of {@code size} bytes, as {@link #allocate} a plain one. */
  int allocateAligned(int size, int alignment) {
    int block = allocate(size);
    if (block != BlockHeader.NO_BLOCK) {
      AlignedBlock.setAlignment(heap, BlockHeader.memory(heap, block), alignment);
      BlockHeader.setFlags(heap, block, BlockHeader.USED | BlockHeader.ALIGNED);
      alignedBlocks++;
    }
    return block;
  }

  /** The address of what a block's client may use. */
  int payload(Heap heap, int block) {
    return payload(heap, block, alignedBlocks == 0 ? 0 : BlockHeader.flags(heap, block));
  }

  private static int payload(Heap heap, int block, int flags) {
    int memory = BlockHeader.memory(heap, block);
    return BlockHeader.isAligned(flags) ? AlignedBlock.payload(heap, memory) : memory;
  }

  /** The alignment that a block was allocated with. */
  int alignment(int block) {
    boolean aligned = alignedBlocks > 0 && BlockHeader.isAligned(BlockHeader.flags(heap, block));
    return aligned ? AlignedBlock.alignment(heap, BlockHeader.memory(heap, block)) : 1;
  }

  /** Makes a used block, locked or not, a free one. */
  void release(int block) {
    int flags = BlockHeader.flags(heap, block);
    int size = BlockHeader.size(heap, block);
    BlockHeader.setFlags(heap, block, BlockHeader.FREE);
    lists.push(block, BlockHeader.memory(heap, block), size);
    usedBlocks--;
    usedBytes -= size;
    if (BlockHeader.isLocked(flags)) {
      lockedBlocks--;
    }
    if (BlockHeader.isAligned(flags)) {
      alignedBlocks--;
    }
  }

  /** Adds a lock to a block and returns its address. */
  int lock(int block) {
    int flags = BlockHeader.flags(heap, block);
    if (!BlockHeader.isLocked(flags)) {
      lockedBlocks++;
    }
    BlockHeader.setFlags(heap, block, flags + BlockHeader.LOCK);
    return payload(heap, block, flags);
  }

  /** Takes a lock from a block. */
  void unlock(int block) {
    int flags = BlockHeader.flags(heap, block) - BlockHeader.LOCK;
    BlockHeader.setFlags(heap, block, flags);
    if (!BlockHeader.isLocked(flags)) {
      lockedBlocks--;
    }
  }

  /**
   * Resizes a block where it is: within its own bytes, or upward if nothing is above it. A free
   * neighbour is not taken: its list is singly linked.
   *
   * @return whether that was possible; otherwise nothing has changed
   */
  boolean resizeInPlace(int block, int size) {
    int oldSize = BlockHeader.size(heap, block);
    if (size == oldSize) {
      return true;
    }
    int memory = BlockHeader.memory(heap, block);
    if (memory + oldSize == top) {
      return resizeAtTop(block, oldSize, size);
    }
    if (size < oldSize) {
      shrink(block, memory, oldSize, size);
    }
    return size < oldSize;
  }

  /**
   * Resizes an unlocked block by copying it to a new one. The header names the new place; the old
   * place is freed under the header that the new one came with.
   *
   * @return whether that was possible; otherwise nothing has changed
   */
  boolean resizeByCopying(int block, int size) {
    int other = allocate(size);
    if (other == BlockHeader.NO_BLOCK) {
      return false;
    }
    int from = BlockHeader.memory(heap, block);
    int fromSize = BlockHeader.size(heap, block);
    int to = BlockHeader.memory(heap, other);
    int toSize = BlockHeader.size(heap, other);
    copy(block, from, to, Math.min(fromSize, toSize));
    place(block, to, toSize);
    place(other, from, fromSize);
    release(other);
    chain.noteDisorder();
    return true;
  }

  /** A block got bytes that its client did not ask for, or gave some back. */
  void noteGrown(int bytes) {
    usedBytes += bytes;
  }

  /** Gives back the chain's last block, a free one: the top is now its start. */
  void dropTop(int before) {
    int hole = chain.last();
    top = BlockHeader.memory(heap, hole);
    chain.link(before, BlockHeader.NO_BLOCK);
    table.release(hole);
  }

  /**
   * Ends a compaction: gives back unused headers at the table's low end, from where the headers of
   * free blocks move up; makes the lists anew, the highest block first in its list. The chain is in
   * order. O(headers).
   */
  void settle() {
    lists.clear();
    int newLow = table.lowAfter(usedBlocks, freeBlocks(), table.lowestUsed());
    if (freeBlocks() > 0) {
      relist(newLow);
    }
    table.truncate(newLow);
  }

  boolean isFree(int block) {
    return BlockHeader.flags(heap, block) == BlockHeader.FREE;
  }

  private int append(int size) {
    int block = table.take(top);
    BlockHeader.write(heap, block, top, size, BlockHeader.USED, BlockHeader.NO_BLOCK);
    chain.append(block);
    top += size;
    noteUsed(block, size);
    return block;
  }

  private int occupy(int block, int size) {
    int blockSize = BlockHeader.size(heap, block);
    int rest = blockSize - size;
    int header = rest < BlockHeader.MIN_BLOCK_BYTES ? BlockHeader.NO_BLOCK : table.take(top);
    if (header != BlockHeader.NO_BLOCK) {
      return split(block, rest, header, size);
    }
    BlockHeader.setFlags(heap, block, BlockHeader.USED);
    noteUsed(block, blockSize);
    return block;
  }

  /** Cuts a used block from the end of a free one, of which {@code rest} bytes stay in front. */
  private int split(int free, int rest, int header, int size) {
    int memory = BlockHeader.memory(heap, free);
    BlockHeader.setSize(heap, free, rest);
    lists.push(free, memory, rest);
    chain.insertAfter(free, header, memory + rest, size, BlockHeader.USED);
    noteUsed(header, size);
    return header;
  }

  private void relist(int newLow) {
    int before = BlockHeader.NO_BLOCK;
    int vacant = table.end;
    for (int block = chain.first();
        block != BlockHeader.NO_BLOCK;
        block = BlockHeader.next(heap, block)) {
      if (isFree(block)) {
        if (block < newLow) {
          vacant = table.unusedBelow(vacant);
          moveHeader(before, block, vacant);
          block = vacant;
        }
        lists.push(block, BlockHeader.memory(heap, block), BlockHeader.size(heap, block));
      }
      before = block;
    }
  }

  /** Gives a free block another header. */
  private void moveHeader(int before, int from, int to) {
    BlockHeader.setMemory(heap, to, BlockHeader.memory(heap, from));
    BlockHeader.setSize(heap, to, BlockHeader.size(heap, from));
    BlockHeader.setFlags(heap, to, BlockHeader.FREE);
    chain.link(before, to);
    chain.link(to, BlockHeader.next(heap, from));
  }

  private boolean resizeAtTop(int block, int oldSize, int size) {
    int growth = size - oldSize;
    if (growth > 0 && growth >= table.low() - table.headerBytes - top) {
      return false;
    }
    BlockHeader.setSize(heap, block, size);
    top += growth;
    usedBytes += growth;
    return true;
  }

  /** Frees a block's end, if what is cut off can be a block. */
  private void shrink(int block, int memory, int oldSize, int size) {
    int rest = oldSize - size;
    int header = rest < BlockHeader.MIN_BLOCK_BYTES ? BlockHeader.NO_BLOCK : table.take(top);
    if (header != BlockHeader.NO_BLOCK) {
      BlockHeader.setSize(heap, block, size);
      chain.insertAfter(block, header, memory + size, rest, BlockHeader.FREE);
      lists.push(header, memory + size, rest);
      usedBytes -= rest;
    }
  }

  private void copy(int block, int from, int to, int size) {
    if (alignedBlocks > 0 && BlockHeader.isAligned(BlockHeader.flags(heap, block))) {
      AlignedBlock.copy(heap, from, to, size);
    } else {
      heap.copy(from, to, size);
    }
  }

  private void place(int block, int memory, int size) {
    BlockHeader.setMemory(heap, block, memory);
    BlockHeader.setSize(heap, block, size);
  }

  private void noteUsed(int block, int size) {
    usedBlocks++;
    usedBytes += size;
    table.noteUsed(block);
  }
}
