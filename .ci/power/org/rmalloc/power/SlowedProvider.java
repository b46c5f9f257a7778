// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.power;

import java.util.ServiceLoader;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.testkit.ForwardingAllocator;

/**
 * {@code firstfit} whose ops take about 3 % longer in a build that has the file {@code slowed}: to
 * see whether a gate finds that.
 */
public final class SlowedProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "slowed";
  }

  @Override
  public String summary() {
    return "firstfit, slowed down in one build";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    AllocatorProvider firstfit =
        ServiceLoader.load(AllocatorProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("firstfit"))
            .findFirst()
            .orElseThrow();
    return new Slowed(
        firstfit.create(heap, OptionValues.defaults(firstfit.options()), listener),
        SlowedProvider.class.getResource("/slowed") == null ? 0 : 1);
  }

  private static final class Slowed extends ForwardingAllocator {
    private final int rounds;
    private int ops;
    private long state = 1;

    Slowed(Allocator allocator, int rounds) {
      super(allocator);
      this.rounds = rounds;
    }

    /** At three ops of sixteen a multiplication that waits for the one before it. */
    private void spin() {
      if ((++ops * 3 & 15) < 3) {
        for (int i = 0; i < rounds; i++) {
          state = state * 6364136223846793005L + 1442695040888963407L;
        }
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
