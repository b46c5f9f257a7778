// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** A provider of toys for tests of the suite itself. */
record ToyProvider(String name, Set<Capability> capabilities, Maker maker)
    implements AllocatorProvider {

  /** First fit over a header of 4 bytes a block. */
  static final ToyProvider NAIVE = pinned("naive", NaiveAllocator::new);

  /** First fit, and compaction by sliding blocks down. */
  static final ToyProvider SLIDING = relocating("sliding", SlidingAllocator::new);

  static ToyProvider pinned(String name, Maker maker) {
    return new ToyProvider(name, Set.of(Capability.ADDRESSES), maker);
  }

  static ToyProvider relocating(String name, Maker maker) {
    return new ToyProvider(name, Set.of(Capability.ADDRESSES, Capability.RELOCATES), maker);
  }

  @Override
  public String summary() {
    return "a toy for tests of the suite itself";
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return maker.create(heap, listener);
  }

  /** Makes an allocator. */
  @FunctionalInterface
  interface Maker {
    Allocator create(Heap heap, PlacementListener listener);
  }
}
