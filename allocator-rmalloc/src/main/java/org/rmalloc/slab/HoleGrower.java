// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.heap.Heap;

/**
 * The one loop by which everything moves: a hole grows upward over what lies behind it.
 *
 * <pre>
 *        from              to
 *   -----+-----------------+------------+----
 *    used|      hole       | next extent|
 *   -----+-----------------+------------+----
 *   next is free:    the hole absorbs it
 *   next is pinned:  the hole ends here
 *   next is used:    evicted to the best-fitting hole elsewhere, if that is wanted and there is one,
 *                    and the hole absorbs its place; else it slides to the hole's start
 * </pre>
 *
 * <p>A step moves one extent; before and after it the budget is asked. The hole is in no list while
 * it grows, so nothing is evicted into it, and is a proper free extent, or part of the wilderness,
 * when {@link #grow} returns.
 */
final class HoleGrower {
  private final Extents extents;
  private final Heap heap;
  private final FreeSpace space;
  private final ExtentMover mover;
  private final EvictionTargetChooser rule;
  private int from;
  private int to;
  private int claimedTo; // while extents are evicted

  HoleGrower(Extents extents, CompactionExtentView view, ExtentMover mover) {
    this.extents = extents;
    this.heap = extents.heap;
    this.space = extents.space;
    this.mover = mover;
    this.rule = new EvictionTargetChooser(view);
  }

  /** Where the hole grown last begins. */
  int from() {
    return from;
  }

  /** Where it ends: at a pinned extent, at the break, or wherever it was large enough. */
  int to() {
    return to;
  }

  /**
   * Grows a hole from {@code start}, where an extent begins, by sliding, until it has {@code
   * neededBytes}, a pinned extent or the break ends it, or the budget does.
   *
   * @return the hole's bytes; at the break the wilderness is part of it
   */
  int slide(int start, int neededBytes, CompactionBudgetMeter meter) {
    return grow(start, neededBytes, meter);
  }

  /**
   * The same, but extents are evicted to holes outside of the gap as long as its free bytes and
   * theirs are fewer than needed.
   *
   * @param gapEnd a pinned extent, or the break, up to which nothing is pinned
   * @param gapFreeBytes free bytes from {@code start} to there, the wilderness included
   */
  int evict(int start, int gapEnd, int gapFreeBytes, int neededBytes, CompactionBudgetMeter meter) {
    boolean isTop = gapEnd == space.end();
    rule.begin(isTop, gapFreeBytes, neededBytes);
    claim(start, gapEnd);
    // a hole at the break becomes wilderness, of which a new table entry may need some
    int bytes = grow(start, isTop ? Integer.MAX_VALUE : neededBytes, meter);
    rule.end();
    return bytes;
  }

  /**
   * Empties a window that begins with a free extent until its hole has {@code neededBytes}, in one
   * step.
   *
   * @param evicts whether its extents are evicted, for which there is room; otherwise they slide,
   *     for which enough is free in it
   * @return whether the budget allowed it
   */
  boolean emptyWindow(int start, int neededBytes, boolean evicts, CompactionBudgetMeter meter) {
    int copied = 0;
    int blocks = 0;
    int hole = 0;
    int at = start;
    while (hole < neededBytes && at < space.end()) {
      int word = ExtentBoundaryTag.word(heap, at);
      int bytes = extents.bytes(word);
      boolean isFree = ExtentBoundaryTag.isFree(word);
      copied += isFree ? 0 : mover.copiedBytes(at, word);
      blocks += isFree ? 0 : mover.blocks(at, word);
      hole += isFree || evicts ? bytes : 0;
      at += bytes;
    }
    if (!meter.allows(copied)) {
      return false;
    }
    CompactionBudgetMeter unasked = new CompactionBudgetMeter(CompactionBudget.UNLIMITED);
    if (evicts) {
      rule.begin();
      claim(start, at);
    }
    grow(start, neededBytes, unasked);
    rule.end();
    meter.noteStep(copied, blocks);
    return true;
  }

  /** Takes the gap's own holes out of their lists, so that nothing is evicted into them. */
  private void claim(int start, int gapEnd) {
    claimedTo = gapEnd;
    for (int at = start; at < gapEnd; ) {
      int word = ExtentBoundaryTag.word(heap, at);
      int bytes = extents.bytes(word);
      if (ExtentBoundaryTag.isFree(word)) {
        space.remove(at, bytes);
        ExtentBoundaryTag.setWord(heap, at, word | ExtentBoundaryTag.CLAIMED);
      }
      at += bytes;
    }
  }

  /** Lists the holes that were claimed and not reached. */
  private void disclaim() {
    for (int at = to; at < claimedTo; ) {
      int word = ExtentBoundaryTag.word(heap, at);
      int bytes = extents.bytes(word);
      if (ExtentBoundaryTag.isClaimed(word)) {
        space.add(at, bytes);
      }
      at += bytes;
    }
    claimedTo = 0;
  }

  private int grow(int start, int neededBytes, CompactionBudgetMeter meter) {
    from = start;
    to = start;
    boolean goesOn = true;
    while (goesOn && to < space.end() && to - from < neededBytes) {
      int word = ExtentBoundaryTag.word(heap, to);
      if (ExtentBoundaryTag.isClaimed(word)) {
        to += extents.bytes(word);
      } else if (ExtentBoundaryTag.isFree(word)) {
        absorb(word);
      } else if (ExtentBoundaryTag.isPinned(word)) {
        goesOn = false;
      } else {
        goesOn = pass(word, meter);
      }
    }
    disclaim();
    return finish();
  }

  private void absorb(int word) {
    int bytes = extents.bytes(word);
    space.remove(to, bytes);
    to += bytes;
  }

  /** Goes past a movable extent: evicts it, slides it, or leaves it where there is no hole yet. */
  private boolean pass(int word, CompactionBudgetMeter meter) {
    int bytes = extents.bytes(word);
    int target = rule.target(bytes);
    if (target == ExtentBoundaryTag.NO_EXTENT && from == to) {
      from += bytes;
      to = from;
      return true;
    }
    return step(word, target, meter);
  }

  /** Moves the extent behind the hole; false if the budget forbids it. */
  private boolean step(int word, int target, CompactionBudgetMeter meter) {
    int bytes = extents.bytes(word);
    int copied = mover.copiedBytes(to, word);
    int blocks = mover.blocks(to, word);
    if (!meter.allows(copied)) {
      return false;
    }
    if (target == ExtentBoundaryTag.NO_EXTENT) {
      mover.move(to, word, from);
      from += bytes;
    } else {
      occupy(target, bytes);
      mover.move(to, word, target);
      rule.noteEvicted(bytes);
    }
    to += bytes;
    meter.noteStep(copied, blocks);
    return !meter.hasEnded();
  }

  private void occupy(int target, int bytes) {
    if (target == space.end()) {
      space.claim(bytes);
    } else {
      space.carve(target, FreeExtentLayout.bytes(heap, target, extents.geometry.unitShift), bytes);
    }
  }

  private int finish() {
    if (to == space.end()) {
      space.lowerEnd(from);
      return space.claimableBytes();
    }
    if (from < to) {
      space.addHole(from, to - from);
    }
    return to - from;
  }
}
