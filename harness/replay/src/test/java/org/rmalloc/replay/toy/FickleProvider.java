// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Wastes a byte more in each heap than in the one before. */
public final class FickleProvider implements AllocatorProvider {
  private static int heaps;

  @Override
  public String name() {
    return "test-fickle";
  }

  @Override
  public String summary() {
    return "never the same twice";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    Allocator toy = new SlidingToy(heap, listener);
    toy.malloc(++heaps);
    return toy;
  }
}
