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

/** {@code firstfit} whose ops take longer, by a known amount: to see whether that is found. */
public final class SpinningProvider implements AllocatorProvider {
  private static final AllocatorOption<Integer> ROUNDS =
      AllocatorOption.integer("rounds", "multiplications at every eighth op", 0, 0, 1_000);

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
    return List.of(ROUNDS);
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
        options.get(ROUNDS));
  }

  private static final class Spinning extends ForwardingAllocator {
    private final int rounds;
    private int ops;
    private long state = 1;

    Spinning(Allocator allocator, int rounds) {
      super(allocator);
      this.rounds = rounds;
    }

    /** Each round waits for the one before it, and the next op for the last. */
    private void spin() {
      if ((++ops & 7) == 0) {
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
