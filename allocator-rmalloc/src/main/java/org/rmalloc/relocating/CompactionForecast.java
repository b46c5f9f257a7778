package org.rmalloc.relocating;

import org.rmalloc.heap.Heap;

/**
 * What a {@linkplain Compactor compaction} with an unlimited budget would leave, found without
 * changing the heap.
 *
 * <p>It follows the same rule on sizes alone. Unlocked blocks need not be followed as they slide: a
 * hole is carried over them. Takes time and memory as the compaction itself, but moves no bytes.
 */
final class CompactionForecast {
  private static final byte FREE = 0;
  private static final byte UNLOCKED = 1;
  private static final byte LOCKED = 2;
  private static final int END = -1;
  private static final int NO_HEADER = -1;

  private final BlockArena arena;
  private final byte[] kinds;
  private final int[] sizes;
  private final int[] nexts;
  private final Supply supply = new Supply();
  private int spareHeaders;

  private int hole; // the one under way, behind all that is settled; 0 if none
  private int holesLeft;
  private int largestHole = -1;

  /**
   * A forecast for an arena.
   *
   * @param blocks every block's header by address, in the low half of each word
   */
  private CompactionForecast(BlockArena arena, long[] blocks) {
    this.arena = arena;
    kinds = new byte[blocks.length];
    sizes = new int[blocks.length];
    nexts = new int[blocks.length];
    spareHeaders = arena.table.unused();
    load(blocks);
  }

  /** The largest request that would be satisfied, −1 if not even 0. */
  static int largestRequest(BlockArena arena, long[] blocks) {
    CompactionForecast forecast = new CompactionForecast(arena, blocks);
    forecast.pack(blocks.length == 0 ? END : 0);
    return forecast.largestRequest();
  }

  private int largestRequest() {
    HeaderTable table = arena.table;
    int newTop = arena.top() - hole;
    int newLow = table.lowAfter(arena.usedBlocks(), holesLeft, table.probeLowestUsed());
    return Math.max(arena.room(newTop, newLow), largestHole);
  }

  /** Reads the blocks, free ones that touch joined. */
  private void load(long[] blocks) {
    Heap probe = arena.heap.uncounted();
    int last = END;
    for (long block : blocks) {
      int size = BlockHeader.size(probe, (int) block);
      byte kind = kind(BlockHeader.flags(probe, (int) block));
      if (kind == FREE && last != END && kinds[last] == FREE) {
        sizes[last] += size;
        spareHeaders++;
      } else {
        last++;
        kinds[last] = kind;
        sizes[last] = size;
        nexts[last] = last + 1;
      }
    }
    if (last != END) {
      nexts[last] = END;
    }
  }

  private static byte kind(int flags) {
    return BlockHeader.isLocked(flags) ? LOCKED : BlockHeader.isUsed(flags) ? UNLOCKED : FREE;
  }

  private void pack(int first) {
    for (int block = first; block != END; block = nexts[block]) {
      if (kinds[block] == FREE) {
        spareHeaders += hole == 0 ? 0 : 1;
        hole += sizes[block];
      } else if (kinds[block] == LOCKED && hole != 0) {
        fill(block);
        leave();
      }
    }
  }

  private void leave() {
    if (hole != 0) {
      holesLeft++;
      largestHole = Math.max(largestHole, hole);
      hole = 0;
    }
  }

  private void fill(int locked) {
    int behind = Math.max(locked, supply.barrenEnd());
    if (behind > locked && !supply.mayFit(hole)) {
      return;
    }
    int block = nexts[behind];
    supply.beginSearch();
    while (!endsStretch(block)) {
      if (kinds[block] == UNLOCKED && sizes[block] <= hole) {
        int rest = takeGroup(block, behind);
        if (rest == NO_HEADER) {
          break;
        }
        hole = rest;
        behind = kinds[behind] == FREE ? behind : block;
        if (hole == 0) {
          break;
        }
      } else {
        if (kinds[block] == UNLOCKED) {
          supply.noteStaying(behind, sizes[block]);
        }
        behind = block;
      }
      block = nexts[behind];
    }
    supply.endSearch(behind, endsStretch(block));
  }

  private boolean endsStretch(int block) {
    return block == END || (supply.oneStays() && kinds[block] == LOCKED);
  }

  /** Takes a step's blocks out of the chain, into the hole; returns what is left of that. */
  private int takeGroup(int block, int behind) {
    int most = Math.min(hole, Compactor.STEP_BYTES);
    int bytes = sizes[block];
    int next = nexts[block];
    while (next != END && kinds[next] == UNLOCKED && bytes + sizes[next] <= most) {
      bytes += sizes[next];
      next = nexts[next];
    }
    int rest = hole - bytes;
    boolean closes = rest < BlockHeader.LEAST_BLOCK;
    boolean joinsBefore = kinds[behind] == FREE;
    boolean joinsNext = next != END && kinds[next] == FREE;
    int spare = spareHeaders + (closes ? 1 : 0) + (joinsBefore ? 1 : 0) + (joinsNext ? 1 : 0);
    if (spare == 0) {
      return NO_HEADER;
    }
    spareHeaders = spare - 1;
    leaveHole(block, behind, bytes, next);
    return closes ? 0 : rest;
  }

  /** Makes what the group left a hole, joined with those that it touches. */
  private void leaveHole(int block, int behind, int bytes, int next) {
    int left = block;
    sizes[left] = bytes;
    kinds[left] = FREE;
    nexts[left] = next;
    if (next != END && kinds[next] == FREE) {
      sizes[left] += sizes[next];
      nexts[left] = nexts[next];
    }
    if (kinds[behind] == FREE) {
      sizes[behind] += sizes[left];
      nexts[behind] = nexts[left];
    }
  }
}
