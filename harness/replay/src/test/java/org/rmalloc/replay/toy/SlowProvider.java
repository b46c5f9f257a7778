// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Takes minutes to create an allocator, for a test to interrupt. */
public final class SlowProvider implements AllocatorProvider {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  @Override
  public String name() {
    return "test-slow";
  }

  @Override
  public String summary() {
    return "takes its time";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    LockSupport.parkNanos(MINUTE_NANOS);
    return new SlidingToy(heap, listener);
  }
}
