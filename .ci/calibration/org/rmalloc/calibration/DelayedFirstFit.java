// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.calibration;

import java.util.ServiceLoader;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.testkit.ForwardingAllocator;

/** {@code firstfit} whose calls are delayed, in a way that a subclass chooses. */
public abstract class DelayedFirstFit extends ForwardingAllocator {
  /** Over a new {@code firstfit} with its defaults. */
  protected DelayedFirstFit(Heap heap, PlacementListener listener) {
    super(firstFit(heap, listener));
  }

  private static Allocator firstFit(Heap heap, PlacementListener listener) {
    AllocatorProvider firstfit =
        ServiceLoader.load(AllocatorProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("firstfit"))
            .findFirst()
            .orElseThrow();
    return firstfit.create(heap, OptionValues.defaults(firstfit.options()), listener);
  }

  /** Before each call. */
  protected abstract void delay();

  @Override
  public final long malloc(long sizeBytes) {
    delay();
    return super.malloc(sizeBytes);
  }

  @Override
  public final ReallocOutcome realloc(long handle, long sizeBytes) {
    delay();
    return super.realloc(handle, sizeBytes);
  }

  @Override
  public final void free(long handle) {
    delay();
    super.free(handle);
  }

  @Override
  public final long lock(long handle) {
    delay();
    return super.lock(handle);
  }

  @Override
  public final void unlock(long handle) {
    delay();
    super.unlock(handle);
  }
}
