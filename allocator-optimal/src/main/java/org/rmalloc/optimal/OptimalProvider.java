// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Makes {@link OptimalAllocator}s, which have no addresses and so notify no listener. */
public final class OptimalProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "optimal";
  }

  @Override
  public String summary() {
    return "the oracle: no metadata, no padding, perfect compaction; a lower bound, no allocator";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.CAPACITY_BLIND, Capability.LOWER_BOUND);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new OptimalAllocator(heap.capacity());
  }
}
