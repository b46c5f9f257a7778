// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** First fit, sound unless an option breaks it. */
public final class BrokenProvider implements AllocatorProvider {
  static final AllocatorOption<BrokenAllocator.Fault> FAULT =
      AllocatorOption.choice("fault", "what is wrong with it", BrokenAllocator.Fault.NONE);

  private final AllocatorProvider sound =
      ServiceLoader.load(AllocatorProvider.class).stream()
          .filter(provider -> provider.type().getSimpleName().equals("FirstFitProvider"))
          .findFirst()
          .orElseThrow()
          .get();

  @Override
  public String name() {
    return "test-broken";
  }

  @Override
  public String summary() {
    return "first fit, sound unless an option breaks it";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public List<AllocatorOption<?>> options() {
    List<AllocatorOption<?>> options = new ArrayList<>(sound.options());
    options.add(FAULT);
    return options;
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new BrokenAllocator(sound.create(heap, options, listener), heap, options.get(FAULT));
  }
}
