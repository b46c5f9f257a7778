// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.calibration;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.testkit.ForwardingAllocator;

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
    AllocatorProvider firstfit =
        ServiceLoader.load(AllocatorProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("firstfit"))
            .findFirst()
            .orElseThrow();
    return new Spinning(
        firstfit.create(heap, OptionValues.defaults(firstfit.options()), listener),
        options.get(EVERY));
  }

  private static final class Spinning extends ForwardingAllocator {
    private final int every;
    private int left;

    Spinning(Allocator allocator, int every) {
      super(allocator);
      this.every = every == 0 ? Integer.MAX_VALUE : every;
      left = this.every;
    }

    private void spin() {
      if (--left == 0) {
        left = every;
        Thread.onSpinWait();
      }
    }

    @Override
    public long malloc(long sizeBytes) {
      spin();
      return super.malloc(sizeBytes);
    }

    @Override
    public ReallocOutcome realloc(long handle, long sizeBytes) {
      spin();
      return super.realloc(handle, sizeBytes);
    }

    @Override
    public void free(long handle) {
      spin();
      super.free(handle);
    }

    @Override
    public long lock(long handle) {
      spin();
      return super.lock(handle);
    }

    @Override
    public void unlock(long handle) {
      spin();
      super.unlock(handle);
    }
  }
}
