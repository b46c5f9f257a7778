package org.rmalloc.testkit;

import java.util.SplittableRandom;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.ContractViolation;
import org.rmalloc.allocator.InvalidHandleException;

/** Misuses a checked allocator in every way there is; each must be refused, the heap unchanged. */
final class MisuseCheck {
  private final Allocator checked;
  private final Model model;
  private final TallyHeap heap;
  private final SplittableRandom random = new SplittableRandom(1);
  private long freedHandle; // 0 while there is none

  MisuseCheck(Allocator checked, Model model, TallyHeap heap) {
    this.checked = checked;
    this.model = model;
    this.heap = heap;
  }

  /** Tells of a handle that was just freed. */
  void noteFreed(long handle) {
    freedHandle = handle;
  }

  /** Tries one misuse, chosen at random. */
  void tryOne() {
    byte[][] before = heap.snapshot();
    switch (random.nextInt(5)) {
      case 0 -> refused("malloc of -1", 0, () -> checked.malloc(-1));
      case 1 -> useOfDeadHandle(unknownHandle());
      case 2 -> useOfDeadHandle(freedHandle);
      case 3 -> misuseOfLiveBlock();
      default -> deepLock();
    }
    String difference = heap.differenceFrom(before);
    if (!difference.isEmpty()) {
      throw new ContractFailure("misuse was refused, but changed " + difference);
    }
  }

  private void misuseOfLiveBlock() {
    if (model.liveCount() == 0) {
      return;
    }
    int block = anyLive();
    long handle = model.handle(block);
    refused("realloc to -7", 0, () -> checked.realloc(handle, -7));
    if (model.lockDepth(block) == 0) {
      refused("unlock of a block not locked", handle, () -> checked.unlock(handle));
    }
  }

  private void useOfDeadHandle(long handle) {
    if (model.blockOf(handle) >= 0) {
      return; // the value names a later block by now
    }
    switch (random.nextInt(5)) {
      case 0 -> refused("free of a dead handle", handle, () -> checked.free(handle));
      case 1 -> refused("realloc of a dead handle", handle, () -> checked.realloc(handle, 1));
      case 2 -> refused("lock of a dead handle", handle, () -> checked.lock(handle));
      case 3 -> refused("unlock of a dead handle", handle, () -> checked.unlock(handle));
      default -> refused("weakLock of a dead handle", handle, () -> checked.weakLock(handle));
    }
  }

  /** Locks a block as deep as it goes, once more than that, and back again. */
  private void deepLock() {
    if (model.liveCount() == 0) {
      return;
    }
    int block = anyLive();
    long handle = model.handle(block);
    for (int depth = model.lockDepth(block); depth < Allocator.MAX_LOCK_DEPTH; depth++) {
      checked.lock(handle);
    }
    refused("a 64th lock", handle, () -> checked.lock(handle));
    for (int depth = Allocator.MAX_LOCK_DEPTH; depth > model.lockDepth(block); depth--) {
      checked.unlock(handle);
    }
  }

  private int anyLive() {
    return model.liveBlock(random.nextInt(model.liveCount()));
  }

  private long unknownHandle() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> Long.MIN_VALUE + random.nextInt(1000);
      default -> random.nextInt(2 * heap.capacity());
    };
  }

  private static void refused(String misuse, long handle, Runnable call) {
    try {
      call.run();
    } catch (InvalidHandleException e) {
      if (e.handle() != handle || !e.getMessage().contains(Long.toString(handle))) {
        throw new ContractFailure(misuse + ": refused for another handle: " + e.getMessage(), e);
      }
      return;
    } catch (ContractViolation _) {
      return;
    }
    throw new ContractFailure(misuse + " was not refused");
  }
}
