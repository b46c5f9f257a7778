// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Needs a byte more when nobody listens. */
public final class TwofacedProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "test-twofaced";
  }

  @Override
  public String summary() {
    return "another one when it is timed";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    Allocator toy = new SlidingToy(heap, listener);
    if (listener == PlacementListener.NONE) {
      toy.malloc(1);
    }
    return toy;
  }
}
