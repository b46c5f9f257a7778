package org.rmalloc.relocating;

import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * One greedy sliding compaction, around locked blocks, in steps within a budget.
 *
 * <p>The rule. Free blocks that touch are first joined, each run of them into a <b>hole</b>. Then
 * the holes are taken by address, lowest first:
 *
 * <ol>
 *   <li>Behind the hole lies an unlocked block: it and the unlocked blocks that touch it slide down
 *       to the hole's start, as many at a time as fit a <b>step</b>: {@link #STEP_BYTES} together,
 *       or one larger block. The hole is now behind them; it takes in a hole that it comes to
 *       touch, and is taken again.
 *   <li>Behind it lies a locked block: the hole stays, and is filled from behind. A <b>stretch</b>
 *       is what lies between two locked blocks (or after the last); the hole is filled from the
 *       first stretch behind it that has an unlocked block. The blocks of the stretch are looked at
 *       once, by address. One that fits into what is left of the hole is moved to the start of
 *       that, together with the unlocked blocks that touch it from behind, as many as fit the hole
 *       and a step. If fewer than {@link BlockHeader#LEAST_BLOCK} bytes are left then, they go to
 *       the last block moved, and the hole is closed. What the blocks leave becomes a hole, joined
 *       with those that it touches. If it touches none, it needs a header: that of the closed hole,
 *       else an unused one; where there is none, nothing is moved, and the hole is left. If all of
 *       the stretch's unlocked blocks were moved, the hole is filled from the next stretch, else it
 *       is left.
 *   <li>Nothing lies behind it: the hole is given back, and the top is now its start.
 * </ol>
 *
 * <p>At the end, also when the budget ended it, the headers of holes are moved to the highest
 * places in the table, the unused headers at its low end are given back (see {@link
 * HeaderTable#lowAfter}), and the free lists are made anew, the highest hole first on its list.
 *
 * <p>The budget is asked before each step and after it; what it refuses is proposed once more as a
 * step of the first block alone. Joining and the end are not steps: they move no block and take
 * O(headers). A compaction takes O(headers + bytes moved), and for each hole that is filled
 * O(blocks in the stretch) more.
 *
 * <p>Deviations from the original: every header of a joined run is unused afterwards (it kept one
 * of them and lost the others); a hole is only filled when there is a header for what is left
 * behind (it crashed); a stretch may have holes in it (it looked at the unlocked blocks that touch
 * only), and is looked at once for all that fits (it went back to its start after each step).
 */
final class Compactor {
  static final int STEP_BYTES = 64 * 1024;

  private final BlockArena arena;
  private final Heap heap;
  private final HeaderTable table;
  private final BlockChain chain;
  private final Heap probe;
  private final PlacementListener listener; // NONE when timing
  private final CompactionBudget budget;
  private final Supply supply = new Supply();

  // The blocks of the step under way: neighbours, from groupFirst to groupLast.
  private int groupFirst;
  private int groupLast;
  private int groupBytes;
  private int groupNext; // what the chain has after them

  private boolean mayGoOn = true;
  private long bytesMoved;
  private long blocksMoved;
  private long steps;

  Compactor(BlockArena arena, PlacementListener listener, CompactionBudget budget) {
    this.arena = arena;
    this.heap = arena.heap;
    this.table = arena.table;
    this.chain = arena.chain;
    this.probe = heap.uncounted();
    this.listener = listener;
    this.budget = budget;
  }

  /** Compacts as the class says. To be called once. */
  Compaction run() {
    chain.sort();
    joinFreeBlocks();
    pack();
    arena.settle();
    return new Compaction(bytesMoved, blocksMoved, steps, mayGoOn);
  }

  private void joinFreeBlocks() {
    for (int block = chain.first();
        block != BlockHeader.NO_BLOCK;
        block = BlockHeader.next(heap, block)) {
      if (isFree(block)) {
        absorbFreeBlocks(block);
      }
    }
  }

  private void absorbFreeBlocks(int hole) {
    int next = BlockHeader.next(heap, hole);
    while (next != BlockHeader.NO_BLOCK && isFree(next)) {
      grow(hole, BlockHeader.size(heap, next));
      chain.link(hole, BlockHeader.next(heap, next));
      table.release(next);
      next = BlockHeader.next(heap, hole);
    }
  }

  private void pack() {
    int before = BlockHeader.NO_BLOCK;
    int block = chain.first();
    while (block != BlockHeader.NO_BLOCK && mayGoOn) {
      int behind = BlockHeader.next(heap, block);
      if (!isFree(block)) {
        before = block;
        block = behind;
      } else if (behind == BlockHeader.NO_BLOCK) {
        arena.dropTop(before);
        return;
      } else if (isLocked(behind)) {
        before = fill(before, block);
        block = behind;
      } else {
        before = slide(before, block);
      }
    }
  }

  /** Slides a step's blocks down over the hole; returns the last of them, before the hole. */
  private int slide(int before, int hole) {
    int to = BlockHeader.memory(heap, hole);
    gather(BlockHeader.next(heap, hole), STEP_BYTES);
    if (!mayTakeStep()) {
      return before;
    }
    moveGroup(to);
    chain.link(before, groupFirst);
    chain.link(groupLast, hole);
    chain.link(hole, groupNext);
    BlockHeader.setMemory(heap, hole, to + groupBytes);
    absorbFreeBlocks(hole);
    endStep();
    return groupLast;
  }

  /** Fills the hole from behind a locked block; returns what is now before that locked block. */
  private int fill(int before, int hole) {
    int rest = BlockHeader.size(heap, hole);
    int behind = searchStart(hole, rest);
    if (behind == BlockHeader.NO_BLOCK) {
      return hole;
    }
    int settled = before;
    int block = BlockHeader.next(heap, behind);
    supply.beginSearch();
    while (!endsStretch(block)) {
      if (isUnlocked(block) && BlockHeader.size(heap, block) <= rest) {
        gather(block, Math.min(rest, STEP_BYTES));
        if (!hasHeaderForWhatIsLeft(behind, rest - groupBytes) || !mayTakeStep()) {
          break;
        }
        rest -= groupBytes;
        behind = moveIntoHole(settled, hole, rest, behind);
        settled = groupLast;
        if (rest < BlockHeader.LEAST_BLOCK || !mayGoOn) {
          break;
        }
      } else {
        if (isUnlocked(block)) {
          supply.noteStaying(behind, BlockHeader.size(heap, block));
        }
        behind = block;
      }
      block = BlockHeader.next(heap, behind);
    }
    supply.endSearch(behind, endsStretch(block));
    return rest < BlockHeader.LEAST_BLOCK ? settled : hole;
  }

  /** Behind which block to look for what fills a hole; NO_BLOCK if nothing does. */
  private int searchStart(int hole, int size) {
    int barrenEnd = supply.barrenEnd();
    if (barrenEnd == BlockHeader.NO_BLOCK
        || BlockHeader.memory(heap, barrenEnd) <= BlockHeader.memory(heap, hole)) {
      return BlockHeader.next(heap, hole);
    }
    return supply.mayFit(size) ? barrenEnd : BlockHeader.NO_BLOCK;
  }

  private boolean endsStretch(int block) {
    return block == BlockHeader.NO_BLOCK || (supply.oneStays() && isLocked(block));
  }

  private boolean hasHeaderForWhatIsLeft(int behind, int rest) {
    return rest < BlockHeader.LEAST_BLOCK
        || table.unused() > 0
        || isFree(behind)
        || (groupNext != BlockHeader.NO_BLOCK && isFree(groupNext));
  }

  /** Moves the group to the hole's start; returns the hole that it leaves, after {@code behind}. */
  private int moveIntoHole(int before, int hole, int rest, int behind) {
    int from = BlockHeader.memory(heap, groupFirst);
    int to = BlockHeader.memory(heap, hole);
    boolean closes = rest < BlockHeader.LEAST_BLOCK;
    if (closes) {
      grow(groupLast, rest);
      arena.noteGrown(rest);
    }
    moveGroup(to);
    chain.link(before, groupFirst);
    if (closes) {
      chain.link(groupLast, BlockHeader.next(heap, hole));
      table.release(hole);
    } else {
      chain.link(groupLast, hole);
      BlockHeader.setMemory(heap, hole, to + groupBytes);
      BlockHeader.setSize(heap, hole, rest);
    }
    int left = leaveHole(behind, from);
    endStep();
    return left;
  }

  /** Makes what the group left a hole, joined with those that it touches. */
  private int leaveHole(int behind, int from) {
    if (isFree(behind)) {
      grow(behind, groupBytes);
      chain.link(behind, groupNext);
      absorbFreeBlocks(behind);
      return behind;
    }
    if (groupNext != BlockHeader.NO_BLOCK && isFree(groupNext)) {
      BlockHeader.setMemory(heap, groupNext, from);
      grow(groupNext, groupBytes);
      chain.link(behind, groupNext);
      return groupNext;
    }
    int hole = table.takeUnused();
    BlockHeader.setMemory(heap, hole, from);
    BlockHeader.setSize(heap, hole, groupBytes);
    BlockHeader.setFlags(heap, hole, BlockHeader.FREE);
    chain.link(behind, hole);
    chain.link(hole, groupNext);
    return hole;
  }

  /** Makes the group: a block and the unlocked ones behind that touch it, {@code most} bytes. */
  private void gather(int block, int most) {
    groupFirst = block;
    groupBytes = 0;
    int next = block;
    do {
      groupLast = next;
      groupBytes += BlockHeader.size(heap, next);
      next = BlockHeader.next(heap, next);
    } while (next != BlockHeader.NO_BLOCK
        && isUnlocked(next)
        && groupBytes + BlockHeader.size(heap, next) <= most);
    groupNext = next;
  }

  /** Whether the budget allows the group to be moved, or its first block alone. */
  private boolean mayTakeStep() {
    mayGoOn = budget.allowsStep(groupBytes, bytesMoved);
    if (!mayGoOn && groupFirst != groupLast) {
      gather(groupFirst, 0);
      mayGoOn = budget.allowsStep(groupBytes, bytesMoved);
    }
    return mayGoOn;
  }

  /** Moves the group down to {@code to}. */
  private void moveGroup(int to) {
    int from = BlockHeader.memory(heap, groupFirst);
    heap.copy(from, to, groupBytes);
    for (int block = groupFirst; block != groupNext; block = BlockHeader.next(heap, block)) {
      int memory = BlockHeader.memory(heap, block) - (from - to);
      BlockHeader.setMemory(heap, block, memory);
      blocksMoved++;
      tellMoved(block, memory);
    }
  }

  private void endStep() {
    bytesMoved += groupBytes;
    steps++;
    mayGoOn = budget.allowsMore(bytesMoved);
  }

  private void grow(int block, int bytes) {
    BlockHeader.setSize(heap, block, BlockHeader.size(heap, block) + bytes);
  }

  private boolean isFree(int block) {
    return BlockHeader.flags(heap, block) == BlockHeader.FREE;
  }

  private boolean isUnlocked(int block) {
    return BlockHeader.flags(heap, block) == BlockHeader.USED;
  }

  private boolean isLocked(int block) {
    return BlockHeader.isLocked(BlockHeader.flags(heap, block));
  }

  private void tellMoved(int block, int memory) {
    if (listener != PlacementListener.NONE) {
      listener.moved(block, memory, memory, memory + BlockHeader.size(probe, block));
    }
  }
}
