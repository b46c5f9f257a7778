// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Provides {@code rmalloc-compacting-maxmem}: {@code rmalloc-compacting} with smaller headers. */
public final class RmallocCompactingMaxmemProvider implements AllocatorProvider {
  /** What {@link java.util.ServiceLoader} calls. */
  public RmallocCompactingMaxmemProvider() {}

  @Override
  public String name() {
    return "rmalloc-compacting-maxmem";
  }

  @Override
  public String summary() {
    return "rmalloc-compacting with headers of 13 bytes, not 17: looks for unused ones";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.RELOCATES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    BlockHeaderTable table = new ScannedBlockHeaderTable(heap, listener);
    return new CompactingRmalloc(new BlockArena(heap, table), listener);
  }
}
