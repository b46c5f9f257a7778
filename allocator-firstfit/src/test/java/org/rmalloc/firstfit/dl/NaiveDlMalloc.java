// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * What dlmalloc does, written as simply as it can be: one sorted map of blocks, one of bins.
 * Written apart from the allocator, from the algorithm's description, as the oracle of its
 * placements.
 *
 * <p>Bins hold one size each. Small ones are stacks; large ones are queues, which is what rings in
 * trees come to.
 */
final class NaiveDlMalloc {
  static final int FAILED = -1;

  private static final int FIRST = 4;
  private static final int LARGE = 256;
  private static final int FOOTER = 36;

  private final TreeMap<Integer, Block> blocks = new TreeMap<>();
  private final TreeMap<Integer, Deque<Block>> bins = new TreeMap<>();
  private final long capacity;
  private final long granularity;
  private final long trimThreshold;
  private Block victim = new Block(0, 0);
  private int top = FIRST;
  private long end;

  NaiveDlMalloc(long capacity, long granularity, long trimThreshold) {
    this.capacity = capacity;
    this.granularity = granularity;
    this.trimThreshold = trimThreshold;
  }

  long footprint() {
    return end;
  }

  /** Returns the payload's address, or {@link #FAILED}. */
  int malloc(int requestBytes) {
    int size = blockBytes(requestBytes);
    Block block = size < LARGE ? fromBinsSmall(size) : fromBinsLarge(size);
    if (block == null && size <= victim.size) {
      block = fromVictim(size);
    }
    if (block == null) {
      block = size < topSize() || claim(size) ? fromTop(size) : null;
    }
    return block == null ? FAILED : block.from + 4;
  }

  void free(int address) {
    if (dispose(blocks.get(address - 4)) && topSize() > trimThreshold) {
      long step = Math.max(granularity, 8);
      end -= Math.max(0, Math.ceilDiv(topSize() - 40, step) - 1) * step;
    }
  }

  /** Returns the payload's address, or {@link #FAILED}; {@code mayMove} as the allocator has it. */
  int realloc(int address, int requestBytes, boolean mayMove) {
    Block block = blocks.get(address - 4);
    int size = blockBytes(requestBytes);
    if (resizeInPlace(block, size)) {
      return address;
    }
    int target = mayMove ? malloc(requestBytes) : FAILED;
    if (target != FAILED) {
      free(address);
    }
    return target;
  }

  private static int blockBytes(int requestBytes) {
    return Math.max(16, Math.ceilDiv(requestBytes + 4, 8) * 8);
  }

  private Block fromBinsSmall(int size) {
    for (int exact = size; exact <= size + 8 && exact < LARGE; exact += 8) {
      if (bins.containsKey(exact)) {
        return useBinned(exact);
      }
    }
    Integer fit = bins.ceilingKey(size);
    if (size <= victim.size || fit == null) {
      return null;
    }
    Block block = useBinned(fit);
    if (fit - size >= 16) {
      Block rest = cut(block, size);
      if (victim.size > 0) {
        bin(victim);
      }
      victim = rest;
    }
    return block;
  }

  private Block fromBinsLarge(int size) {
    Integer fit = bins.ceilingKey(size);
    if (fit == null || (victim.size >= size && victim.size <= fit)) {
      return null;
    }
    Block block = useBinned(fit);
    if (fit - size >= 16) {
      bin(cut(block, size));
    }
    return block;
  }

  private Block fromVictim(int size) {
    Block block = victim;
    block.used = true;
    victim = block.size - size >= 16 ? cut(block, size) : new Block(0, 0);
    return block;
  }

  private Block fromTop(int size) {
    Block block = new Block(top, size);
    block.used = true;
    blocks.put(top, block);
    top += size;
    return block;
  }

  private boolean claim(int size) {
    long bytes = Math.ceilDiv(size - topSize() + 48, granularity) * granularity;
    if (end + bytes > capacity) {
      return false;
    }
    end += bytes;
    return true;
  }

  private long topSize() {
    return end == 0 ? 0 : end - FOOTER - top;
  }

  private boolean resizeInPlace(Block block, int size) {
    int next = block.from + block.size;
    Block after = blocks.get(next);
    if (size <= block.size) {
      shrink(block, size);
    } else if (next == top) {
      if (block.size + topSize() <= size) {
        return false;
      }
      top = block.from + size;
      block.size = size;
    } else if (after.used || block.size + after.size < size) {
      return false;
    } else {
      growInto(block, after, size);
    }
    return true;
  }

  private void growInto(Block block, Block after, int size) {
    boolean wasVictim = after == victim;
    remove(after);
    block.size += after.size;
    if (wasVictim && block.size - size >= 16) {
      victim = cut(block, size);
    } else {
      shrink(block, size);
    }
  }

  private void shrink(Block block, int size) {
    if (block.size - size >= 16) {
      dispose(cut(block, size));
    }
  }

  /** Splits a block in two and returns the rest, free and in no bin. */
  private Block cut(Block block, int size) {
    Block rest = new Block(block.from + size, block.size - size);
    block.size = size;
    blocks.put(rest.from, rest);
    return rest;
  }

  /** Joins a block with its free neighbours and puts it where it belongs; true if into the top. */
  private boolean dispose(Block block) {
    boolean toVictim = false;
    Block coalesced = block;
    coalesced.used = false;
    Map.Entry<Integer, Block> before = blocks.lowerEntry(block.from);
    if (before != null && !before.getValue().used) {
      toVictim = before.getValue() == victim;
      coalesced = join(before.getValue(), block);
    }
    Block after = blocks.get(coalesced.from + coalesced.size);
    if (after != null && !after.used) {
      toVictim |= after == victim;
      remove(after);
      coalesced.size += after.size;
    }
    if (coalesced.from + coalesced.size == top) {
      blocks.remove(coalesced.from);
      top = coalesced.from;
      return true;
    }
    if (toVictim) {
      victim = coalesced;
    } else {
      bin(coalesced);
    }
    return false;
  }

  private Block join(Block before, Block block) {
    remove(before);
    blocks.remove(block.from);
    before.size += block.size;
    blocks.put(before.from, before);
    return before;
  }

  /** Forgets a free block. */
  private void remove(Block block) {
    blocks.remove(block.from);
    if (block == victim) {
      victim = new Block(0, 0);
    } else {
      Deque<Block> bin = bins.get(block.size);
      bin.remove(block);
      dropIfEmpty(block.size, bin);
    }
  }

  private Block useBinned(int size) {
    Deque<Block> bin = bins.get(size);
    Block block = bin.removeFirst();
    dropIfEmpty(size, bin);
    block.used = true;
    return block;
  }

  private void bin(Block block) {
    Deque<Block> bin = bins.computeIfAbsent(block.size, _ -> new ArrayDeque<>());
    if (block.size < LARGE) {
      bin.addFirst(block);
    } else {
      bin.addLast(block);
    }
  }

  private void dropIfEmpty(int size, Deque<Block> bin) {
    if (bin.isEmpty()) {
      bins.remove(size);
    }
  }

  private static final class Block {
    final int from;
    int size;
    boolean used;

    Block(int from, int size) {
      this.from = from;
      this.size = size;
    }
  }
}
