// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/**
 * A contender that places nothing and keeps nothing: the time it takes is the harness's own, the
 * floor under every other time. No allocator, and so not found as one.
 */
public final class NoopProvider implements AllocatorProvider {
  /** Its name. */
  public static final String NAME = "noop";

  /** The contender. */
  public static JavaAllocatorContender contender() {
    NoopProvider noop = new NoopProvider();
    return new JavaAllocatorContender(noop, OptionValues.defaults(noop.options()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "places nothing: the time of replay itself, the floor under every other time";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.CAPACITY_BLIND);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new Nothing();
  }

  /** Answers every request with a handle that counts up. */
  private static final class Nothing implements Allocator {
    private long handle;

    @Override
    public long malloc(long sizeBytes) {
      return ++handle;
    }

    @Override
    public long malloc(long sizeBytes, int alignment) {
      return ++handle;
    }

    @Override
    public ReallocOutcome realloc(long handle, long sizeBytes) {
      return ReallocOutcome.IN_PLACE;
    }

    @Override
    public void free(long handle) {}

    @Override
    public long lock(long handle) {
      return 0;
    }

    @Override
    public void unlock(long handle) {}

    @Override
    public long weakLock(long handle) {
      return 0;
    }

    @Override
    public void walk(HeapVisitor visitor) {}

    @Override
    public long largestFree() {
      return 0;
    }

    @Override
    public long footprint() {
      return 0;
    }
  }
}
