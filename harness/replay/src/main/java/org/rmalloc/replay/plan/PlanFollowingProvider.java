// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;

/**
 * A plan as if it were an allocator, for one replay of the trace that it was made of: the blocks of
 * a {@link TracePlacementProblem} are numbered in the order in which they begin, so each request
 * for a block is answered with the next offset. A driver inside replay, and so not found as an
 * allocator.
 *
 * <p>The space of a plan is set aside as a whole, so its footprint is its height throughout. Costs
 * nothing.
 */
public final class PlanFollowingProvider implements AllocatorProvider {
  private final String name;
  private final PlacementProblem problem;
  private final Plan plan;

  /** A replay of a plan of a problem. */
  public PlanFollowingProvider(String name, PlacementProblem problem, Plan plan) {
    this.name = name;
    this.problem = problem;
    this.plan = plan;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "an offline plan";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.LOWER_BOUND);
  }

  @Override
  public int maximumAlignment() {
    return 1 << 30;
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new Placed(heap.capacity(), listener);
  }

  /** A handle is 1 + the number of the block that it named first. */
  private final class Placed implements Allocator {
    private final long capacity;
    private final PlacementListener listener;
    private final int[] blocks = new int[problem.blockCount() + 1]; // by handle: the block it names
    private int next; // the next block to begin

    Placed(long capacity, PlacementListener listener) {
      this.capacity = capacity;
      this.listener = listener;
    }

    @Override
    public long malloc(long sizeBytes) {
      int handle = next + 1;
      place(handle, sizeBytes);
      return handle;
    }

    /** The plan knows the alignment. */
    @Override
    public long malloc(long sizeBytes, int alignment) {
      return malloc(sizeBytes);
    }

    @Override
    public ReallocOutcome realloc(long handle, long sizeBytes) {
      listener.freed(handle);
      place((int) handle, sizeBytes);
      return ReallocOutcome.COPIED;
    }

    private void place(int handle, long sizeBytes) {
      if (problem.sizes()[next] != sizeBytes) {
        throw new IllegalStateException(
            "block %d is of %d bytes in the plan, and of %d in the trace"
                .formatted(next, problem.sizes()[next], sizeBytes));
      }
      blocks[handle] = next++;
      long offset = offset(handle);
      listener.placed(handle, offset, sizeBytes, offset, offset + sizeBytes);
    }

    /** A block without a byte may have an offset that no block with one could have. */
    private long offset(int handle) {
      return Math.min(plan.offsets()[blocks[handle]], capacity - problem.sizes()[blocks[handle]]);
    }

    @Override
    public void free(long handle) {
      listener.freed(handle);
    }

    @Override
    public long lock(long handle) {
      return offset((int) handle);
    }

    @Override
    public void unlock(long handle) {}

    @Override
    public long weakLock(long handle) {
      return offset((int) handle);
    }

    /** A plan is replayed, not walked: the ledger knows where its blocks are. */
    @Override
    public void walk(HeapVisitor visitor) {
      throw new UnsupportedOperationException(
          "an offline plan has no heap to walk; replay it only");
    }

    /** What lies above the plan is free at any time. */
    @Override
    public long largestFree() {
      return capacity - plan.heightBytes();
    }

    @Override
    public long footprint() {
      return plan.heightBytes();
    }
  }
}
