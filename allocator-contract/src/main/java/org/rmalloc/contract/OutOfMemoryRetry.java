// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.contract;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PinnedAllocator;
import org.rmalloc.allocator.ReallocOutcome;

/**
 * What a client does when it is out of memory: it calls the allocator's out-of-memory hook once,
 * with the size wanted, and repeats the request once. A request that fails twice is not met.
 *
 * <p>A hot loop calls {@link #retryMalloc} and {@link #retryRealloc} only after a request failed.
 * Allocates nothing. Not thread-safe.
 */
public final class OutOfMemoryRetry {
  private final CompactionBudget budget;
  private final Observer observer;

  /**
   * A protocol that nobody observes.
   *
   * @param budget of each call of the out-of-memory hook
   */
  public OutOfMemoryRetry(CompactionBudget budget) {
    this(budget, Observer.NONE);
  }

  /**
   * A protocol whose calls of the out-of-memory hook are observed.
   *
   * @param budget of each call of the out-of-memory hook
   */
  public OutOfMemoryRetry(CompactionBudget budget, Observer observer) {
    this.budget = budget;
    this.observer = observer;
  }

  /** Allocates a block, in two attempts; {@link Allocator#NO_HANDLE} when both failed. */
  public long malloc(Allocator allocator, long sizeBytes) {
    long handle = allocator.malloc(sizeBytes);
    return handle == Allocator.NO_HANDLE ? retryMalloc(allocator, sizeBytes) : handle;
  }

  /** Allocates an aligned block, in two attempts; {@link Allocator#NO_HANDLE} when both failed. */
  public long malloc(Allocator allocator, long sizeBytes, int alignment) {
    long handle = allocator.malloc(sizeBytes, alignment);
    return handle == Allocator.NO_HANDLE ? retryMalloc(allocator, sizeBytes, alignment) : handle;
  }

  /** Resizes a block, in two attempts; {@link ReallocOutcome#FAILED} when both failed. */
  public ReallocOutcome realloc(Allocator allocator, long handle, long sizeBytes) {
    ReallocOutcome outcome = allocator.realloc(handle, sizeBytes);
    return outcome == ReallocOutcome.FAILED ? retryRealloc(allocator, handle, sizeBytes) : outcome;
  }

  /** To be called once a malloc has failed; returns what the second attempt returned. */
  public long retryMalloc(Allocator allocator, long sizeBytes) {
    relieve(allocator, sizeBytes);
    return allocator.malloc(sizeBytes);
  }

  /**
   * To be called once an aligned malloc has failed. The hook gets the size of a plain request that
   * {@linkplain Allocator#roomFor has room} for it.
   */
  public long retryMalloc(Allocator allocator, long sizeBytes, int alignment) {
    relieve(allocator, Allocator.roomFor(sizeBytes, alignment));
    return allocator.malloc(sizeBytes, alignment);
  }

  /** To be called once a realloc has failed; returns what the second attempt returned. */
  public ReallocOutcome retryRealloc(Allocator allocator, long handle, long sizeBytes) {
    relieve(allocator, sizeBytes);
    return allocator.realloc(handle, sizeBytes);
  }

  /** The same as {@link #retryMalloc}, for a client that keeps addresses. */
  public int retryMallocAddress(PinnedAllocator allocator, long sizeBytes) {
    relieve(allocator, sizeBytes);
    return allocator.mallocAddress(sizeBytes);
  }

  /** The same as {@link #retryRealloc}, for a client that keeps addresses. */
  public int retryReallocAddress(
      PinnedAllocator allocator, int address, long sizeBytes, boolean mayMove) {
    relieve(allocator, sizeBytes);
    return allocator.reallocAddress(address, sizeBytes, mayMove);
  }

  private void relieve(Allocator allocator, long sizeBytes) {
    observer.beforeRelief(sizeBytes);
    observer.afterRelief(sizeBytes, allocator.relieve(sizeBytes, budget));
  }

  /** Is notified of each call of the out-of-memory hook. */
  public interface Observer {
    /** Observes nothing. */
    Observer NONE = (_, _) -> {};

    /** The hook is about to be called. */
    default void beforeRelief(long sizeBytes) {}

    /** The hook returned; the request is about to be repeated. */
    void afterRelief(long sizeBytes, CompactionResult done);
  }
}
