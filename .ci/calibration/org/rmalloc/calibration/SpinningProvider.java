// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.calibration;

import java.util.List;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * {@code firstfit} that pauses now and then, so that its ops take longer by a known amount: to see
 * whether that is found. A pause is one instruction of the processor, and takes as long each time.
 */
public final class SpinningProvider implements AllocatorProvider {
  private static final AllocatorOption<Integer> EVERY =
      AllocatorOption.integer(
          "every", "ops from one pause to the next; 0: no pause", 0, 0, 1 << 20);

  @Override
  public String name() {
    return "spinning";
  }

  @Override
  public String summary() {
    return "firstfit, slowed down";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public List<AllocatorOption<?>> options() {
    return List.of(EVERY);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new Spinning(heap, listener, options.get(EVERY));
  }

  private static final class Spinning extends DelayedFirstFit {
    private final int every;
    private int left;

    Spinning(Heap heap, PlacementListener listener, int every) {
      super(heap, listener);
      this.every = every == 0 ? Integer.MAX_VALUE : every;
      left = this.every;
    }

    @Override
    protected void delay() {
      if (--left == 0) {
        left = every;
        Thread.onSpinWait();
      }
    }
  }
}
