// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.ReallocOutcome;

/**
 * Does what another allocator does, for a test that overrides one method: to put a fault in, or to
 * watch.
 */
public class ForwardingAllocator implements Allocator {
  private final Allocator sound;

  /** Lets {@code sound} do the work. */
  protected ForwardingAllocator(Allocator sound) {
    this.sound = sound;
  }

  @Override
  public long malloc(long sizeBytes) {
    return sound.malloc(sizeBytes);
  }

  @Override
  public long malloc(long sizeBytes, int alignment) {
    return sound.malloc(sizeBytes, alignment);
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    return sound.realloc(handle, sizeBytes);
  }

  @Override
  public void free(long handle) {
    sound.free(handle);
  }

  @Override
  public long lock(long handle) {
    return sound.lock(handle);
  }

  @Override
  public void unlock(long handle) {
    sound.unlock(handle);
  }

  @Override
  public long weakLock(long handle) {
    return sound.weakLock(handle);
  }

  @Override
  public CompactionResult compact(CompactionBudget budget) {
    return sound.compact(budget);
  }

  @Override
  public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
    return sound.relieve(sizeBytes, budget);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    sound.walk(visitor);
  }

  @Override
  public long largestFree() {
    return sound.largestFree();
  }

  @Override
  public long maxmem() {
    return sound.maxmem();
  }

  @Override
  public long footprint() {
    return sound.footprint();
  }

  @Override
  public long rootBytes() {
    return sound.rootBytes();
  }
}
