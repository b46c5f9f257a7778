package org.rmalloc.replay.toy;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Compaction;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.ReallocOutcome;

/** An allocator that another one does the work of, for a test to change in one place. */
public class Forwarding implements Allocator {
  private final Allocator allocator;

  /** Lets {@code allocator} do the work. */
  protected Forwarding(Allocator allocator) {
    this.allocator = allocator;
  }

  @Override
  public long malloc(long sizeBytes) {
    return allocator.malloc(sizeBytes);
  }

  @Override
  public ReallocOutcome realloc(long handle, long sizeBytes) {
    return allocator.realloc(handle, sizeBytes);
  }

  @Override
  public void free(long handle) {
    allocator.free(handle);
  }

  @Override
  public long lock(long handle) {
    return allocator.lock(handle);
  }

  @Override
  public void unlock(long handle) {
    allocator.unlock(handle);
  }

  @Override
  public long weakLock(long handle) {
    return allocator.weakLock(handle);
  }

  @Override
  public Compaction compact(CompactionBudget budget) {
    return allocator.compact(budget);
  }

  @Override
  public void walk(HeapVisitor visitor) {
    allocator.walk(visitor);
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
}
