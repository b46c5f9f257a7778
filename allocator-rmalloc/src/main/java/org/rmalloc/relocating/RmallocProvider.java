// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Provides {@code rmalloc}: a handle table, power-of-two free lists, and no compaction. */
public final class RmallocProvider implements AllocatorProvider {
  /** What {@link java.util.ServiceLoader} calls. */
  public RmallocProvider() {}

  @Override
  public String name() {
    return "rmalloc";
  }

  @Override
  public String summary() {
    return "handle table, bump allocation, then power-of-two free lists; never compacts";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    BlockHeaderTable table = new LinkedBlockHeaderTable(heap, listener);
    return new Rmalloc(new BlockArena(heap, table), listener);
  }
}
