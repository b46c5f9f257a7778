// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import static org.rmalloc.contract.TilingCheck.violation;

import java.util.SplittableRandom;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.ContractViolation;
import org.rmalloc.allocator.InvalidHandleException;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.MisuseCheckingAllocator;

/** Misuses a checked allocator; each misuse must be refused, the heap unchanged (C10). */
final class MisuseCheck {
  private final MisuseCheckingAllocator checked;
  private final ContractTestHeap heap;
  private final SplittableRandom random = new SplittableRandom(1);
  private long liveHandle; // NO_HANDLE while none is known
  private long freedHandle; // NO_HANDLE while there is none

  MisuseCheck(MisuseCheckingAllocator checked, ContractTestHeap heap) {
    this.checked = checked;
    this.heap = heap;
  }

  /** Notes the handle of a block, NO_HANDLE while it is not live, before a call and after it. */
  void note(long before, long after) {
    if (after != Allocator.NO_HANDLE) {
      liveHandle = after;
      freedHandle = freedHandle == after ? Allocator.NO_HANDLE : freedHandle;
    } else if (before != Allocator.NO_HANDLE) {
      freedHandle = before;
      liveHandle = liveHandle == before ? Allocator.NO_HANDLE : liveHandle;
    }
  }

  /** Tries one misuse, chosen at random. */
  void tryOne() {
    heap.allowOneCall();
    heap.mark();
    switch (random.nextInt(5)) {
      case 0 ->
          requireRefused(
              "a malloc of -1 bytes, made on purpose",
              Allocator.NO_HANDLE,
              () -> checked.malloc(-1));
      case 1 -> useUnknownHandle(unknownHandle());
      case 2 -> useDeadHandle(freedHandle);
      case 3 -> misuseLiveBlock();
      default -> lockTooDeep();
    }
    String change = heap.changeSinceMark();
    if (!change.isEmpty()) {
      throw violation("C10: a call with a wrong argument was refused, but changed %s", change);
    }
  }

  private void misuseLiveBlock() {
    if (liveHandle != Allocator.NO_HANDLE) {
      long handle = liveHandle;
      requireRefused(
          "a realloc to -7 bytes, made on purpose",
          Allocator.NO_HANDLE,
          () -> checked.realloc(handle, -7));
      if (checked.lockDepth(handle) == 0) {
        requireRefused(
            "an unlock of a block that is not locked, made on purpose",
            handle,
            () -> checked.unlock(handle));
      }
    }
  }

  private void useUnknownHandle(long handle) {
    if (!checked.isLive(handle)) {
      useDeadHandle(handle);
    }
  }

  private void useDeadHandle(long handle) {
    switch (random.nextInt(5)) {
      case 0 ->
          requireRefused(
              "a second free of a block, made on purpose", handle, () -> checked.free(handle));
      case 1 ->
          requireRefused(
              "a realloc of a freed block, made on purpose",
              handle,
              () -> checked.realloc(handle, 1));
      case 2 ->
          requireRefused(
              "a lock of a freed block, made on purpose", handle, () -> checked.lock(handle));
      case 3 ->
          requireRefused(
              "an unlock of a freed block, made on purpose", handle, () -> checked.unlock(handle));
      default ->
          requireRefused(
              "a weakLock of a freed block, made on purpose",
              handle,
              () -> checked.weakLock(handle));
    }
  }

  /**
   * Locks a locked block as deep as it goes, once more than that, and back again. Of another block
   * an allocator may note for good that it was locked.
   */
  private void lockTooDeep() {
    if (liveHandle == Allocator.NO_HANDLE || checked.lockDepth(liveHandle) == 0) {
      return;
    }
    long handle = liveHandle;
    int depthBefore = checked.lockDepth(handle);
    for (int depth = depthBefore; depth < Allocator.MAX_LOCK_DEPTH; depth++) {
      checked.lock(handle);
    }
    requireRefused(
        "a lock beyond the maximum depth, made on purpose", handle, () -> checked.lock(handle));
    for (int depth = Allocator.MAX_LOCK_DEPTH; depth > depthBefore; depth--) {
      checked.unlock(handle);
    }
  }

  private long unknownHandle() {
    return switch (random.nextInt(4)) {
      case 0 -> Allocator.NO_HANDLE;
      case 1 -> -1;
      case 2 -> Long.MIN_VALUE + random.nextInt(1000);
      default -> random.nextLong(2L * heap.capacity());
    };
  }

  private static void requireRefused(String misuse, long handle, Runnable call) {
    try {
      call.run();
    } catch (InvalidHandleException e) {
      if (e.handle() != handle || !e.getMessage().contains(Long.toString(handle))) {
        InvariantViolation violation =
            violation(
                "C10: the allocator refused %s, but names another handle: %s",
                misuse, e.getMessage());
        violation.initCause(e);
        throw violation;
      }
      return;
    } catch (ContractViolation _) {
      return;
    }
    throw violation("C10: the allocator did not refuse %s", misuse);
  }
}
