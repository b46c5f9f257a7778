// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Simple segregated storage, the literature's worst case in space. */
public final class SegregatedProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "segregated";
  }

  @Override
  public String summary() {
    return "power-of-two segregated storage: no splitting, no coalescing";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new SegregatedAllocator(heap, listener);
  }
}
