// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Names the allocator; rmalloc finds it through META-INF/services. */
public final class ImplicitListProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "implicit";
  }

  @Override
  public String summary() {
    return "first fit over an implicit list, 4-byte headers, coalesces when it searches";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new ImplicitList(heap, listener);
  }
}
