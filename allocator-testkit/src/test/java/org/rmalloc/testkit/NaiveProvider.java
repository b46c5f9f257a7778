package org.rmalloc.testkit;

import java.util.Optional;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** First fit over a header of 4 bytes a block, for tests of the suite itself. */
class NaiveProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "naive";
  }

  @Override
  public String summary() {
    return "first fit by walking over all blocks";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, Optional<PlacementListener> listener) {
    return new NaiveAllocator(heap, listener);
  }
}
