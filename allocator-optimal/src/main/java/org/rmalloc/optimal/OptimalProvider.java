package org.rmalloc.optimal;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Makes {@link OptimalAllocator}s, which have no addresses and so tell a listener nothing. */
public final class OptimalProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "optimal";
  }

  @Override
  public String summary() {
    return "the oracle: no metadata, no padding, perfect compaction; a bound, not an allocator";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.CAPACITY_BLIND);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new OptimalAllocator(heap.capacity());
  }
}
