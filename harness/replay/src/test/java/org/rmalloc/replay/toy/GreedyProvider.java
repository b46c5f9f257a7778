// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Refuses small heaps. */
public final class GreedyProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "test-greedy";
  }

  @Override
  public String summary() {
    return "needs a large heap";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    if (heap.capacity() < 4096) {
      throw new HeapTooSmallException(heap.capacity(), 4096);
    }
    return new SlidingToy(heap, listener);
  }
}
