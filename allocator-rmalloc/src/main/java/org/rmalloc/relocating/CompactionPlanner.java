// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import org.rmalloc.allocator.CompactionBudget;

/**
 * The planner of one greedy sliding compaction, around locked blocks, in steps within a budget.
 *
 * <p>It decides; a {@link SlidingCompactionOperations} shows it the blocks and does what it
 * decides: {@link BlockMover} in the heap, {@link CompactionDryRun} on sizes alone.
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
 *       and a step. If fewer than {@link BlockHeader#MIN_BLOCK_BYTES} bytes are left then, they go
 *       to the last block moved, and the hole is closed. What the blocks leave becomes a hole,
 *       joined with those that it touches. If it touches none, it needs a header: that of the
 *       closed hole, else an unused one; where there is none, nothing is moved, and the hole is
 *       left. If all of the stretch's unlocked blocks were moved, the hole is filled from the next
 *       stretch, else it is left.
 *   <li>Nothing lies behind it: the hole is given back, and the top is now its start.
 * </ol>
 *
 * <p>At the end, also when the budget ended it, the executor settles: the headers of holes are
 * moved to the highest places in the table, the unused headers at its low end are given back (see
 * {@link BlockHeaderTable#lowAfter}), and the free lists are made anew, the highest hole first on
 * its list.
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
final class CompactionPlanner {
  static final int STEP_BYTES = 64 * 1024;

  private final SlidingCompactionOperations executor;
  private final CompactionBudget budget;
  private final HoleFillSearchCache search = new HoleFillSearchCache();

  // The blocks of the step under way: neighbours, from groupFirst to groupLast.
  private int groupFirst;
  private int groupLast;
  private int groupBytes;
  private int groupNext; // what the chain has after them

  private boolean withinBudget = true;
  private long bytesMoved;
  private long steps;

  CompactionPlanner(SlidingCompactionOperations executor, CompactionBudget budget) {
    this.executor = executor;
    this.budget = budget;
  }

  /** Compacts as the class says, but for settling. To be called once, the chain in order. */
  void run() {
    coalesceFreeBlocks();
    pack();
  }

  /** Bytes of the blocks moved. */
  long bytesMoved() {
    return bytesMoved;
  }

  /** Steps taken. */
  long steps() {
    return steps;
  }

  /** Whether nothing was left to do: false when the budget ended it. */
  boolean finished() {
    return withinBudget;
  }

  private void coalesceFreeBlocks() {
    for (int block = executor.first();
        block != BlockHeader.NO_BLOCK;
        block = executor.next(block)) {
      if (executor.isFree(block)) {
        absorbFreeBlocks(block);
      }
    }
  }

  private void absorbFreeBlocks(int hole) {
    int next = executor.next(hole);
    while (next != BlockHeader.NO_BLOCK && executor.isFree(next)) {
      grow(hole, executor.size(next));
      executor.link(hole, executor.next(next));
      executor.releaseHeader(next);
      next = executor.next(hole);
    }
  }

  private void pack() {
    int before = BlockHeader.NO_BLOCK;
    int block = executor.first();
    while (block != BlockHeader.NO_BLOCK && withinBudget) {
      int behind = executor.next(block);
      if (!executor.isFree(block)) {
        before = block;
        block = behind;
      } else if (behind == BlockHeader.NO_BLOCK) {
        executor.dropTop(before);
        return;
      } else if (executor.isLocked(behind)) {
        before = fill(before, block);
        block = behind;
      } else {
        before = slide(before, block);
      }
    }
  }

  /** Slides a step's blocks down over the hole; returns the last of them, before the hole. */
  private int slide(int before, int hole) {
    int to = executor.memory(hole);
    gather(executor.next(hole), STEP_BYTES);
    if (!mayTakeStep()) {
      return before;
    }
    executor.move(groupFirst, groupNext, to, groupBytes);
    executor.link(before, groupFirst);
    executor.link(groupLast, hole);
    executor.link(hole, groupNext);
    executor.setMemory(hole, to + groupBytes);
    absorbFreeBlocks(hole);
    endStep();
    return groupLast;
  }

  /** Fills the hole from behind a locked block; returns what is now before that locked block. */
  private int fill(int before, int hole) {
    int rest = executor.size(hole);
    int behind = searchStart(hole, rest);
    if (behind == BlockHeader.NO_BLOCK) {
      return hole;
    }
    int settled = before;
    int block = executor.next(behind);
    search.begin();
    while (!endsStretch(block)) {
      if (executor.isUnlocked(block) && executor.size(block) <= rest) {
        gather(block, Math.min(rest, STEP_BYTES));
        if (!mayFill(behind, rest)) {
          break;
        }
        rest -= groupBytes;
        behind = moveIntoHole(settled, hole, rest, behind);
        settled = groupLast;
        if (rest < BlockHeader.MIN_BLOCK_BYTES || !withinBudget) {
          break;
        }
      } else {
        if (executor.isUnlocked(block)) {
          search.noteSkipped(behind, executor.size(block));
        }
        behind = block;
      }
      block = executor.next(behind);
    }
    search.end(behind, endsStretch(block));
    return rest < BlockHeader.MIN_BLOCK_BYTES ? settled : hole;
  }

  /** Behind which block to look for what fills a hole; NO_BLOCK if nothing does. */
  private int searchStart(int hole, int size) {
    int noneMovable = search.noneMovableUpTo();
    if (noneMovable == BlockHeader.NO_BLOCK
        || executor.memory(noneMovable) <= executor.memory(hole)) {
      return executor.next(hole);
    }
    return search.mayFit(size) ? noneMovable : BlockHeader.NO_BLOCK;
  }

  private boolean endsStretch(int block) {
    return block == BlockHeader.NO_BLOCK || (search.hasSkipped() && executor.isLocked(block));
  }

  private boolean hasHeaderForWhatIsLeft(int behind, int rest) {
    return rest < BlockHeader.MIN_BLOCK_BYTES
        || executor.unusedHeaders() > 0
        || executor.isFree(behind)
        || (groupNext != BlockHeader.NO_BLOCK && executor.isFree(groupNext));
  }

  /** Moves the group to the hole's start; returns the hole that it leaves, after {@code behind}. */
  private int moveIntoHole(int before, int hole, int rest, int behind) {
    int from = executor.memory(groupFirst);
    int to = executor.memory(hole);
    boolean closes = rest < BlockHeader.MIN_BLOCK_BYTES;
    if (closes) {
      grow(groupLast, rest);
      executor.noteGrown(rest);
    }
    executor.move(groupFirst, groupNext, to, groupBytes);
    executor.link(before, groupFirst);
    if (closes) {
      executor.link(groupLast, executor.next(hole));
      executor.releaseHeader(hole);
    } else {
      executor.link(groupLast, hole);
      executor.setMemory(hole, to + groupBytes);
      executor.setSize(hole, rest);
    }
    int left = leaveHole(behind, from);
    endStep();
    return left;
  }

  /** Makes what the group left a hole, joined with those that it touches. */
  private int leaveHole(int behind, int from) {
    if (executor.isFree(behind)) {
      grow(behind, groupBytes);
      executor.link(behind, groupNext);
      absorbFreeBlocks(behind);
      return behind;
    }
    if (groupNext != BlockHeader.NO_BLOCK && executor.isFree(groupNext)) {
      executor.setMemory(groupNext, from);
      grow(groupNext, groupBytes);
      executor.link(behind, groupNext);
      return groupNext;
    }
    int hole = executor.newHole(from, groupBytes);
    executor.link(behind, hole);
    executor.link(hole, groupNext);
    return hole;
  }

  /**
   * Makes the group: a block and the unlocked ones behind that touch it, up to {@code
   * maximumBytes}.
   */
  private void gather(int block, int maximumBytes) {
    groupFirst = block;
    groupBytes = 0;
    int next = block;
    do {
      groupLast = next;
      groupBytes += executor.size(next);
      next = executor.next(next);
    } while (next != BlockHeader.NO_BLOCK
        && executor.isUnlocked(next)
        && groupBytes + executor.size(next) <= maximumBytes);
    groupNext = next;
  }

  /**
   * Whether the group may be moved into a hole of {@code rest} bytes, or its first block alone:
   * what that leaves behind is another hole, which may need a header where the group's would not.
   */
  private boolean mayFill(int behind, int rest) {
    if (!hasHeaderForWhatIsLeft(behind, rest - groupBytes)) {
      return false;
    }
    return isAllowed()
        || (narrowsToFirst() && hasHeaderForWhatIsLeft(behind, rest - groupBytes) && isAllowed());
  }

  /** Whether the budget allows the group to be moved, or its first block alone. */
  private boolean mayTakeStep() {
    return isAllowed() || (narrowsToFirst() && isAllowed());
  }

  private boolean isAllowed() {
    withinBudget = budget.allowsStep(groupBytes, bytesMoved);
    return withinBudget;
  }

  /** Leaves only the first block in the group; false if there was no other. */
  private boolean narrowsToFirst() {
    boolean narrows = groupFirst != groupLast;
    gather(groupFirst, 0);
    return narrows;
  }

  private void endStep() {
    bytesMoved += groupBytes;
    steps++;
    withinBudget = budget.allowsMore(bytesMoved);
  }

  private void grow(int block, int bytes) {
    executor.setSize(block, executor.size(block) + bytes);
  }
}
