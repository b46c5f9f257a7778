// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class MisuseCheckingAllocatorTest {
  private final Shelf shelf = new Shelf();
  private final MisuseCheckingAllocator checked = new MisuseCheckingAllocator(shelf);

  @Test
  void negativeSizesAreRefused() {
    long block = checked.malloc(1);
    requireRefused("size -1: must be 0 or more", () -> checked.malloc(-1));
    requireRefused("size -8: must be 0 or more", () -> checked.realloc(block, -8));
    assertEquals(1, checked.sizeBytes(block));
  }

  @Test
  void alignmentsThatAreNoPowerOfTwoAreRefused() {
    requireRefused("alignment 0: must be a power of two", () -> checked.malloc(1, 0));
    requireRefused("alignment 24: must be a power of two", () -> checked.malloc(1, 24));
    requireRefused(
        "alignment -2147483648: must be a power of two",
        () -> checked.malloc(1, Integer.MIN_VALUE));
    requireRefused("size -1: must be 0 or more", () -> checked.malloc(-1, 8));
    assertEquals(4, checked.sizeBytes(checked.malloc(4, 8)));
  }

  @Test
  void handlesThatNameNoBlockAreRefused() {
    requireRefused("handle 77: was never allocated", () -> checked.free(77));
    requireRefused("handle 0: was never allocated", () -> checked.lock(0));
    requireRefused("handle -1: was never allocated", () -> checked.unlock(-1));
    requireRefused("handle 77: was never allocated", () -> checked.weakLock(77));
    requireRefused("handle 77: was never allocated", () -> checked.realloc(77, 1));
    requireRefused("handle 77: was never allocated", () -> checked.sizeBytes(77));
    requireRefused("handle 77: was never allocated", () -> checked.lockDepth(77));
  }

  @Test
  void freedHandlesAreRefused() {
    long block = checked.malloc(1);
    checked.free(block);
    requireRefused("handle 1: is freed already", () -> checked.free(block));
    requireRefused("handle 1: is freed already", () -> checked.lock(block));
    requireRefused("handle 1: is freed already", () -> checked.realloc(block, 2));
  }

  @Test
  void theExceptionNamesTheHandle() {
    assertEquals(77, assertThrows(InvalidHandleException.class, () -> checked.free(77)).handle());
  }

  @Test
  void aHandleThatIsUsedAgainIsLiveAgain() {
    long block = checked.malloc(1);
    checked.lock(block);
    checked.free(block);
    assertEquals(block, checked.malloc(9));
    assertEquals(9, checked.sizeBytes(block));
    assertEquals(0, checked.lockDepth(block));
  }

  @Test
  void unlockingWhatIsNotLockedIsRefused() {
    long block = checked.malloc(1);
    requireRefused(
        "handle 1: is not locked and cannot be unlocked; leave the unlock out",
        () -> checked.unlock(block));
    checked.lock(block);
    checked.unlock(block);
    requireRefused(
        "handle 1: is not locked and cannot be unlocked; leave the unlock out",
        () -> checked.unlock(block));
  }

  @Test
  void locksNest63Deep() {
    long block = checked.malloc(1);
    for (int depth = 1; depth <= 63; depth++) {
      checked.lock(block);
      assertEquals(depth, checked.lockDepth(block));
    }
    requireRefused(
        "handle 1: is locked 63 times, which is the maximum; unlock it before the next lock",
        () -> checked.lock(block));
    assertEquals(63, checked.lockDepth(block));
  }

  @Test
  void theWalkShowsExactlyWhatWasAskedFor() {
    long block = checked.malloc(3);
    checked.malloc(0);
    assertEquals("o0-1 u1-4#1/0 o4-32 f32-64", TileLog.of(checked));
    checked.lock(block);
    checked.realloc(block, 15);
    assertEquals("o0-1 u1-16#1/1 o16-32 f32-64", TileLog.of(checked));
  }

  @Test
  void aFailedResizeKeepsTheSize() {
    long block = checked.malloc(3);
    assertEquals(ReallocOutcome.FAILED, checked.realloc(block, 16));
    assertEquals(3, checked.sizeBytes(block));
  }

  @Test
  void anAllocatorThatShowsADeadBlockIsFoundOut() {
    shelf.malloc(3); // behind the checked one's back
    requireViolation("the walk shows handle 1 at 1, which is not live");
  }

  @Test
  void anAllocatorThatShowsTooLittleIsFoundOut() {
    long block = checked.malloc(15);
    MisuseCheckingAllocator fooled = new MisuseCheckingAllocator(new Stub(block, 1, 15, 0));
    fooled.malloc(15);
    InvariantViolation violation = assertThrows(InvariantViolation.class, () -> TileLog.of(fooled));
    assertEquals(
        "the block of handle 1 ends at 16, but its usable bytes end at 15", violation.getMessage());
  }

  @Test
  void anAllocatorThatForgetsALockIsFoundOut() {
    long block = checked.malloc(3);
    checked.lock(block);
    shelf.unlock(block);
    requireViolation("handle 1 is locked 1 deep, but the heap shows a lock depth of 0");
  }

  @Test
  void anAllocatorThatGivesALiveHandleIsFoundOut() {
    MisuseCheckingAllocator fooled = new MisuseCheckingAllocator(new Stub(5, 0, 16, 0));
    fooled.malloc(1);
    InvariantViolation violation = assertThrows(InvariantViolation.class, () -> fooled.malloc(1));
    assertEquals(
        "malloc returned handle 5, which names a live block already", violation.getMessage());
  }

  @Test
  void remembersAsManyBlocksAsThereAre() {
    LiveBlockTable live = new LiveBlockTable();
    for (long handle = 1; handle <= 5000; handle++) {
      live.add(handle * 1024, handle);
    }
    for (long handle = 1; handle <= 5000; handle += 2) {
      live.remove(handle * 1024);
    }
    for (long handle = 1; handle <= 5000; handle++) {
      assertEquals(handle % 2 == 0, live.isLive(handle * 1024));
      assertEquals(handle % 2 == 1, live.wasLive(handle * 1024));
      assertEquals(handle, live.sizeBytes(handle * 1024));
    }
  }

  private void requireViolation(String message) {
    InvariantViolation violation =
        assertThrows(InvariantViolation.class, () -> TileLog.of(checked));
    assertEquals(message, violation.getMessage());
  }

  /** Refused with the message, and the heap is as it was. */
  private void requireRefused(String message, Executable misuse) {
    byte[] before = new byte[shelf.heap().capacity()];
    shelf.heap().payload().read(0, before, 0, before.length);
    ContractViolation refusal = assertThrows(ContractViolation.class, misuse);
    assertEquals(message, refusal.getMessage());
    assertEquals(-1, shelf.heap().payload().mismatch(0, before, 0, before.length));
  }

  /** Always gives the same handle, and shows one tile of it. */
  private record Stub(long handle, long from, long to, int depth) implements Allocator {
    @Override
    public long malloc(long sizeBytes) {
      return handle;
    }

    @Override
    public ReallocOutcome realloc(long block, long sizeBytes) {
      return ReallocOutcome.FAILED;
    }

    @Override
    public void free(long block) {}

    @Override
    public long lock(long block) {
      return from;
    }

    @Override
    public void unlock(long block) {}

    @Override
    public long weakLock(long block) {
      return from;
    }

    @Override
    public void walk(HeapVisitor visitor) {
      visitor.used(from, to, handle, depth);
    }

    @Override
    public long largestFree() {
      return -1;
    }

    @Override
    public long footprint() {
      return 0;
    }
  }
}
