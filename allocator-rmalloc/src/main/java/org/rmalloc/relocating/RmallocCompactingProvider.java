// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * Provides {@code rmalloc-compacting}: {@code rmalloc} that slides blocks together when out of
 * memory.
 */
public final class RmallocCompactingProvider implements AllocatorProvider {
  /** What {@link java.util.ServiceLoader} calls. */
  public RmallocCompactingProvider() {}

  @Override
  public String name() {
    return "rmalloc-compacting";
  }

  @Override
  public String summary() {
    return "rmalloc with sliding compaction around locked blocks, in steps within a budget";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.RELOCATES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    BlockHeaderTable table = new LinkedBlockHeaderTable(heap, listener);
    return new CompactingRmalloc(new BlockArena(heap, table), listener);
  }
}
