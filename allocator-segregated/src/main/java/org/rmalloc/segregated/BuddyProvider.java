// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Binary buddies. */
public final class BuddyProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "buddy";
  }

  @Override
  public String summary() {
    return "binary buddies: powers of two, halved and coalesced";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.CAPACITY_BLIND);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new BuddyAllocator(heap, listener);
  }
}
