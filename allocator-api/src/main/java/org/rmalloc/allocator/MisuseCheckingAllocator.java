// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/**
 * The checked face of any allocator: refuses every misuse, leaving the heap unchanged, and knows
 * what was asked for, so that its {@linkplain #walk walk} shows exactly those bytes as used.
 *
 * <p>What it knows is kept outside the heap, in tables of its own: the judge is not the judged. An
 * allocator that breaks its own promises (hands out a live handle, shows an unknown block) ends in
 * an {@link InvariantViolation}. O(1) expected an operation.
 */
public final class MisuseCheckingAllocator implements Allocator {
  private final Allocator allocator;
  private final LiveBlockTable live = new LiveBlockTable();

  /** The checked face of {@code allocator}, which has no live blocks yet. */
  public MisuseCheckingAllocator(Allocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public long malloc(long sizeBytes) {
    checkSize(sizeBytes);
    return added(allocator.malloc(sizeBytes), sizeBytes);
  }

  @Override
  public long malloc(long sizeBytes, int alignment) {
    checkSize(sizeBytes);
    if (Integer.bitCount(alignment) != 1 || alignment < 0) {
      throw new InvalidAlignmentException(alignment);
    }
    return added(allocator.malloc(sizeBytes, alignment), sizeBytes);
  }

  private long added(long handle, long sizeBytes) {
    if (handle != NO_HANDLE && live.isLive(handle)) {
      throw new InvariantViolation(
          "malloc returned handle %d, which names a live block already".formatted(handle));
    }
    if (handle != NO_HANDLE) {
      live.add(handle, sizeBytes);
    }
    return handle;
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    checkLive(handle);
    checkSize(sizeBytes);
    ReallocOutcome outcome = allocator.realloc(handle, sizeBytes);
    if (outcome != ReallocOutcome.FAILED) {
      live.resize(handle, sizeBytes);
    }
    return outcome;
  }

  @Override
  public void free(long handle) {
    checkLive(handle);
    allocator.free(handle);
    live.remove(handle);
  }

  @Override
  public long lock(long handle) {
    checkLive(handle);
    if (live.lockDepth(handle) == MAX_LOCK_DEPTH) {
      throw new InvalidHandleException(
          handle,
          "is locked %d times, which is the maximum; unlock it before the next lock"
              .formatted(MAX_LOCK_DEPTH));
    }
    live.addLock(handle);
    return allocator.lock(handle);
  }

  @Override
  public void unlock(long handle) {
    checkLive(handle);
    if (live.lockDepth(handle) == 0) {
      throw new InvalidHandleException(
          handle, "is not locked and cannot be unlocked; leave the unlock out");
    }
    live.removeLock(handle);
    allocator.unlock(handle);
  }

  @Override
  public long weakLock(long handle) {
    checkLive(handle);
    return allocator.weakLock(handle);
  }

  @Override
  public CompactionResult compact(CompactionBudget budget) {
    return allocator.compact(budget);
  }

  @Override
  public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
    return allocator.relieve(sizeBytes, budget);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    TileMergingVisitor coalescing = new TileMergingVisitor(visitor);
    allocator.walk(new NarrowingVisitor(coalescing));
    coalescing.finish();
  }

  @Override
  public long largestFree() {
    return allocator.largestFree();
  }

  @Override
  public long maxmem() {
    return allocator.maxmem();
  }

  @Override
  public long footprint() {
    return allocator.footprint();
  }

  @Override
  public long rootBytes() {
    return allocator.rootBytes();
  }

  /** Whether a handle names a live block. */
  public boolean isLive(long handle) {
    return live.isLive(handle);
  }

  /** What was asked for a live block, in bytes. */
  public long sizeBytes(long handle) {
    checkLive(handle);
    return live.sizeBytes(handle);
  }

  /** How deep a live block is locked: 0 to {@link #MAX_LOCK_DEPTH}. */
  public int lockDepth(long handle) {
    checkLive(handle);
    return live.lockDepth(handle);
  }

  private static void checkSize(long sizeBytes) {
    if (sizeBytes < 0) {
      throw new InvalidSizeException(sizeBytes);
    }
  }

  private void checkLive(long handle) {
    if (!live.isLive(handle)) {
      throw new InvalidHandleException(
          handle, live.wasLive(handle) ? "is freed already" : "was never allocated");
    }
  }

  /** Narrows a used tile to what was asked for; the rest of it is padding. */
  private final class NarrowingVisitor implements HeapVisitor {
    private final HeapVisitor target;

    NarrowingVisitor(HeapVisitor target) {
      this.target = target;
    }

    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      if (!live.isLive(handle)) {
        throw new InvariantViolation(
            "the walk shows handle %d at %d, which is not live".formatted(handle, from));
      }
      long end = from + live.sizeBytes(handle);
      if (end > to) {
        throw new InvariantViolation(
            "the block of handle %d ends at %d, but its usable bytes end at %d"
                .formatted(handle, end, to));
      }
      if (lockDepth != live.lockDepth(handle)) {
        throw new InvariantViolation(
            "handle %d is locked %d deep, but the heap shows a lock depth of %d"
                .formatted(handle, live.lockDepth(handle), lockDepth));
      }
      target.used(from, end, handle, lockDepth);
      target.overhead(end, to);
    }

    @Override
    public void free(long from, long to) {
      target.free(from, to);
    }

    @Override
    public void overhead(long from, long to) {
      target.overhead(from, to);
    }
  }
}
