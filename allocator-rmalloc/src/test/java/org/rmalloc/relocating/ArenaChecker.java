// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.Heap;

/** Checks the invariants that {@link BlockArena} lists, each by its number. */
final class ArenaChecker {
  private final BlockArena arena;
  private final Heap heap;
  private final List<Integer> chain = new ArrayList<>();
  private final Map<Integer, Integer> flags = new HashMap<>(); // by header in the table

  private ArenaChecker(BlockArena arena) {
    this.arena = arena;
    this.heap = arena.heap.uncounted();
  }

  /** Throws an {@link InvariantViolation} that names the first invariant found broken. */
  static void check(Rmalloc rmalloc) {
    ArenaChecker checker = new ArenaChecker(rmalloc.arena);
    checker.checkBounds();
    checker.checkChain();
    checker.checkTiling();
    checker.checkTable();
    checker.checkLists();
    checker.checkCounts();
    checker.checkProbes();
  }

  private void checkBounds() {
    int low = arena.table.low();
    int end = heap.capacity();
    require(arena.base == listHeadBytes(end), "I1: base %d", arena.base);
    require(arena.base <= arena.top(), "I1: top %d below base", arena.top());
    require(arena.top() < low && low <= end, "I1: top %d, low %d", arena.top(), low);
    require((end - low) % arena.table.headerBytes == 0, "I1: low %d splits a header", low);
    for (int header = low; header < end; header += arena.table.headerBytes) {
      flags.put(header, BlockHeader.flags(heap, header));
    }
  }

  private void checkChain() {
    Set<Integer> seen = new HashSet<>();
    int last = BlockHeader.NO_BLOCK;
    for (int block = arena.chain.first(); block != 0; block = BlockHeader.next(heap, block)) {
      require(flags.containsKey(block), "I2: %d is no header", block);
      require(seen.add(block), "I2: %d is in the chain twice", block);
      chain.add(block);
      last = block;
    }
    require(last == arena.chain.last(), "I2: the chain ends at %d", last);
    List<Integer> sorted = new ArrayList<>(chain);
    sorted.sort(Comparator.comparing(block -> BlockHeader.memory(heap, block)));
    require(!arena.chain.inOrder() || sorted.equals(chain), "I2: not by address: %s", chain);
    chain.clear();
    chain.addAll(sorted);
  }

  private void checkTiling() {
    int at = arena.base;
    for (int block : chain) {
      int size = BlockHeader.size(heap, block);
      require(
          BlockHeader.memory(heap, block) == at, "I3: block %d does not begin at %d", block, at);
      require(size >= 8, "I3: block %d of %d bytes", block, size);
      at += size;
    }
    require(at == arena.top(), "I3: blocks end at %d, top %d", at, arena.top());
  }

  private void checkTable() {
    Set<Integer> unused = new HashSet<>(flags.keySet());
    unused.removeAll(chain);
    for (var header : flags.entrySet()) {
      boolean isUnused = header.getValue() == BlockHeader.UNUSED;
      require(isUnused == unused.contains(header.getKey()), "I4: flags of %s", header);
      require(isUnused || header.getValue() == 0 || (header.getValue() & 1) == 1, "I4: %s", header);
    }
    require(unused.size() == arena.table.unused(), "I4: %d unused", unused.size());
    require(unused.equals(findable()), "I4: unused %s, found %s", unused, findable());
  }

  private Set<Integer> findable() {
    return switch (arena.table) {
      case LinkedBlockHeaderTable linked -> linkedHeaders(linked.firstUnused());
      case ScannedBlockHeaderTable searched -> headersUpTo(searched.highestUnused());
    };
  }

  private Set<Integer> linkedHeaders(int first) {
    Set<Integer> found = new HashSet<>();
    for (int header = first; header != 0; header = BlockHeader.nextUnused(heap, header)) {
      require(found.add(header), "I4: unused header %d is linked twice", header);
    }
    return found;
  }

  private Set<Integer> headersUpTo(int highest) {
    Set<Integer> found = new HashSet<>();
    for (int header = arena.table.low(); header <= highest; header += arena.table.headerBytes) {
      if (flags.get(header) == BlockHeader.UNUSED) {
        found.add(header);
      }
    }
    return found;
  }

  private void checkLists() {
    Set<Integer> free = new HashSet<>(chain);
    free.removeIf(block -> flags.get(block) != BlockHeader.FREE);
    for (int slot = 0; 4 * slot < arena.base; slot++) {
      int tail = heap.getInt(4 * slot);
      boolean bit = (arena.lists.occupied() & 1 << slot) != 0;
      require(
          bit == (tail != 0), "I5: slot %d is empty: %s, its bit says %s", slot, tail == 0, bit);
      for (; tail != 0; tail = FreeListFooter.next(heap, tail)) {
        int block = FreeListFooter.header(heap, tail);
        int size = BlockHeader.size(heap, block);
        require(free.remove(block), "I5: slot %d lists %d, not free or listed", slot, block);
        require(1L << slot <= size && size < 2L << slot, "I5: slot %d lists %d bytes", slot, size);
        int end = BlockHeader.memory(heap, block) + size;
        require(tail == end - FreeListFooter.BYTES, "I5: tail %d of block %d", tail, block);
      }
    }
    require(free.isEmpty(), "I5: free, but on no list: %s", free);
  }

  private void checkCounts() {
    List<Integer> used = chain.stream().filter(block -> (flags.get(block) & 1) != 0).toList();
    int bytes = used.stream().mapToInt(block -> BlockHeader.size(heap, block)).sum();
    long locked = used.stream().filter(block -> flags.get(block) > 3).count();
    require(used.size() == arena.usedBlocks(), "I6: %d used blocks", used.size());
    require(bytes == arena.usedBytes(), "I6: %d used bytes", bytes);
    require(locked == arena.lockedBlocks(), "I6: %d locked blocks", locked);
    long aligned = used.stream().filter(block -> (flags.get(block) & 2) != 0).count();
    require(aligned == arena.alignedBlocks(), "I6: %d aligned blocks", aligned);
  }

  private void checkProbes() {
    int largest = -1;
    int lowestUsed = heap.capacity();
    for (int block : chain) {
      if (flags.get(block) == BlockHeader.FREE) {
        largest = Math.max(largest, BlockHeader.size(heap, block));
      } else {
        lowestUsed = Math.min(lowestUsed, block);
      }
    }
    require(arena.lists.largest() == largest, "I7: the largest free block has %d bytes", largest);
    int probed = arena.table.probeLowestUsed();
    require(probed == lowestUsed, "I7: lowest used header %d, probed %d", lowestUsed, probed);
  }

  private static int listHeadBytes(int capacity) {
    int bytes = 0;
    for (long power = 1; power <= capacity; power *= 2) {
      bytes += 4;
    }
    return bytes;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new InvariantViolation(message.formatted(values));
    }
  }
}
