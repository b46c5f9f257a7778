// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.lock;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.rmalloc.trace.OpAnnotationKind;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.OpSink;

/**
 * The fine lock simulation: a block is locked while it was accessed recently. Each block that is
 * freed has a life: 0 at its birth; an access to it adds a gain; any other op takes a loss away,
 * down to 0. It is locked while its life is above 0, and each change of that is written just before
 * the op that causes it, ordered by handle before one op. Accesses are dropped. A block never freed
 * is never locked.
 *
 * <p>A resize puts the block's life to 0, since it ends the use of addresses handed out before. A
 * free ends the locks of its block without an unlock.
 *
 * <p>Between two accesses a life falls along a straight line, so the op of the unlock is known
 * ahead. O(log n) an op at most, n the blocks locked, of which there are few: see {@link
 * LockedBlockTable}; O(1) where nothing is due and the op is no access.
 *
 * <p>Compatible with 2014: of several changes before one op only that of the highest handle is
 * written, and a life below the loss falls no further.
 */
public final class RecentAccessLockSimulation implements OpSink {
  private final RecentAccessLockParameters speeds;
  private final boolean compat2014;
  private final IntPredicate isFreedLater;
  private final OpSink out;
  private final LockedBlockTable locked = new LockedBlockTable();
  private final UnlockQueue queue = new UnlockQueue();
  private long op; // index of the next op
  private int[] changed = new int[16]; // handles whose state changes before this op
  private int changeCount;
  private int newlyLocked = -1; // which of them is locked; the others are unlocked

  /**
   * A simulation at the start of a trace of the access dialect.
   *
   * @param isFreedLater tells of a handle whether the trace frees it; may be asked at any of its
   *     accesses
   * @param out takes the trace of the lock dialect
   */
  public RecentAccessLockSimulation(
      RecentAccessLockParameters speeds,
      boolean compat2014,
      IntPredicate isFreedLater,
      OpSink out) {
    this.speeds = speeds;
    this.compat2014 = compat2014;
    this.isFreedLater = isFreedLater;
    this.out = out;
  }

  @Override
  public void add(OpKind kind, int handle, long address, long sizeBytes) throws IOException {
    boolean access = kind.isAccess();
    if (access) {
      access(handle);
    } else if (kind != OpKind.NEW) {
      end(kind, handle);
    }
    while (queue.isDue(op)) {
      unlockDue();
    }
    if (changeCount > 0) {
      writeChanges();
    }
    if (!access) {
      out.add(kind, handle, address, sizeBytes);
    }
    op++;
  }

  @Override
  public void mark(OpAnnotationKind mark, long value) throws IOException {
    out.mark(mark, value);
  }

  private void access(int handle) {
    int slot = locked.slot(handle);
    if (slot >= 0) {
      locked.set(slot, lifeBefore(slot) + speeds.gainMicros(), op);
    } else if (isFreedLater.test(handle)) {
      slot = locked.add(handle, speeds.gainMicros(), op);
      newlyLocked = handle;
      addChange(handle);
    } else {
      return;
    }
    if (locked.due(slot) == LockedBlockTable.NEVER) {
      enqueue(slot, handle);
    }
  }

  private void end(OpKind kind, int handle) {
    int slot = locked.slot(handle);
    if (slot >= 0) {
      locked.remove(slot);
      if (kind == OpKind.RESIZE) {
        addChange(handle);
      }
    }
  }

  /** Unlocks the first block in the queue if its life falls to 0 at this op. */
  private void unlockDue() {
    long due = queue.firstOp();
    int handle = queue.poll();
    int slot = locked.slot(handle);
    if (slot < 0 || locked.due(slot) != due) {
      return; // freed or resized meanwhile
    }
    if (unlockOp(slot) > op) {
      enqueue(slot, handle); // accessed meanwhile
    } else {
      locked.remove(slot);
      addChange(handle);
    }
  }

  /** A life just before this op, the losses of the ops since the last access taken away. */
  private long lifeBefore(int slot) {
    long losses = op - locked.op(slot) - 1;
    if (compat2014) {
      losses = Math.min(losses, locked.life(slot) / speeds.lossMicros());
    }
    return Math.max(0, locked.life(slot) - losses * speeds.lossMicros());
  }

  /** The op that takes the last of a life, unless another access comes before. */
  private long unlockOp(int slot) {
    long life = locked.life(slot);
    long loss = speeds.lossMicros();
    if (compat2014 && life % loss != 0) {
      return LockedBlockTable.NEVER;
    }
    return locked.op(slot) + Math.ceilDiv(life, loss);
  }

  private void enqueue(int slot, int handle) {
    long unlockOp = unlockOp(slot);
    locked.setDue(slot, unlockOp);
    if (unlockOp != LockedBlockTable.NEVER) {
      queue.add(unlockOp, handle);
    }
  }

  private void addChange(int handle) {
    if (changeCount == changed.length) {
      changed = Arrays.copyOf(changed, 2 * changeCount);
    }
    changed[changeCount++] = handle;
  }

  private void writeChanges() throws IOException {
    Arrays.sort(changed, 0, changeCount);
    for (int i = compat2014 ? changeCount - 1 : 0; i < changeCount; i++) {
      boolean locks = changed[i] == newlyLocked;
      out.add(locks ? OpKind.LOCK : OpKind.UNLOCK, changed[i], 0, 0);
    }
    changeCount = 0;
    newlyLocked = -1;
  }
}
