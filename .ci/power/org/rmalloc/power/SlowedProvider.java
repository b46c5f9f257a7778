// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.power;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.calibration.DelayedFirstFit;
import org.rmalloc.heap.Heap;

/**
 * {@code firstfit} whose ops take some percent longer in a build that has the file {@code slowed},
 * and in some processes of one that has the file {@code unsteady}: to see what a gate says of them.
 */
public final class SlowedProvider implements AllocatorProvider {
  private static final int SLOWED_OPS = 343; // of 1,024; Resample measures by how much that is
  private static final int ROUNDS = rounds();

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
    return new Slowed(heap, listener, ROUNDS);
  }

  private static int rounds() {
    if (SlowedProvider.class.getResource("/unsteady") != null) {
      return Turns.isSlow() ? 8 : 0;
    }
    return SlowedProvider.class.getResource("/slowed") == null ? 0 : 1;
  }

  private static final class Slowed extends DelayedFirstFit {
    private final int rounds;
    private int ops;
    private long state = 1;

    Slowed(Heap heap, PlacementListener listener, int rounds) {
      super(heap, listener);
      this.rounds = rounds;
    }

    /** Now and then a multiplication that waits for the one before it. */
    @Override
    protected void delay() {
      if ((++ops * SLOWED_OPS & 1023) < SLOWED_OPS) {
        for (int i = 0; i < rounds; i++) {
          state = state * 6364136223846793005L + 1442695040888963407L;
        }
      }
    }
  }
}
