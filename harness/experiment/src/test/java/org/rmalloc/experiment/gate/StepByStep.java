// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.LoadStoreCountingHeap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;

/**
 * An independent replay, for tests to hold the gate against: a loop of its own over the trace, its
 * own sums, the allocator's own walk. Shares nothing with the space pass, and is slow.
 */
final class StepByStep {
  /** After a request. */
  record Step(long footprint, long overhead, long internal, long cost, long lockCost) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<Long> addresses = new ArrayList<>(); // of the block of each request, after it

  static StepByStep of(Trace trace, JavaAllocatorContender contender, long heapSize) {
    StepByStep replay = new StepByStep();
    replay.run(trace, contender, heapSize);
    return replay;
  }

  private void run(Trace trace, JavaAllocatorContender contender, long heapSize) {
    LoadStoreCountingHeap heap = new LoadStoreCountingHeap(heapSize);
    Allocator allocator = contender.create(heap, PlacementListener.NONE);
    Map<Integer, Long> handles = new HashMap<>();
    Map<Integer, Long> sizes = new HashMap<>();
    long peak = -1;
    long overhead = 0;
    long internal = 0;
    long cost = 0;
    long lockCost = 0;
    for (int op = 0; op < trace.opCount(); op++) {
      OpKind kind = OpKind.of(trace.kinds()[op]);
      int block = trace.handles()[op];
      long size = trace.sizes()[op];
      long before = heap.cost();
      switch (kind) {
        case NEW -> {
          handles.put(block, met(allocator.malloc(size)));
          sizes.put(block, size);
        }
        case RESIZE -> {
          met(allocator.realloc(handles.get(block), size) == ReallocOutcome.FAILED ? 0 : 1);
          sizes.put(block, size);
        }
        case FREE -> allocator.free(handles.get(block));
        case LOCK -> allocator.lock(handles.get(block));
        case UNLOCK -> allocator.unlock(handles.get(block));
        default -> throw new IllegalStateException(kind.toString());
      }
      if (!kind.isRequest()) {
        lockCost += heap.cost() - before;
        continue;
      }
      cost += heap.cost() - before;
      addresses.add(kind == OpKind.FREE ? -1 : allocator.weakLock(handles.get(block)));
      if (kind == OpKind.FREE) {
        handles.remove(block);
        sizes.remove(block);
      }
      long live = sizes.values().stream().mapToLong(Long::longValue).sum();
      Tiles tiles = new Tiles();
      allocator.walk(tiles);
      if (allocator.footprint() > peak) {
        peak = allocator.footprint();
        overhead = heap.capacity() - live - tiles.free;
      }
      internal = Math.max(internal, heap.capacity() - live - tiles.free);
      steps.add(new Step(peak, overhead, internal, cost, lockCost));
    }
  }

  private static long met(long handle) {
    if (handle == Allocator.NO_HANDLE) {
      throw new IllegalStateException("out of memory: the test wants a larger heap");
    }
    return handle;
  }

  Step step(long request) {
    return steps.get((int) request);
  }

  Step last() {
    return steps.getLast();
  }

  /** The first request after which a figure is larger than in another replay; -1 if none is. */
  static long firstWorse(StepByStep before, StepByStep after, ToLongFunction<Step> figure) {
    for (int i = 0; i < before.steps.size(); i++) {
      if (figure.applyAsLong(after.steps.get(i)) > figure.applyAsLong(before.steps.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The first request whose block lies elsewhere; -1 if none does. */
  static long placementsPart(StepByStep before, StepByStep after) {
    for (int i = 0; i < before.addresses.size(); i++) {
      if (!before.addresses.get(i).equals(after.addresses.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static final class Tiles implements HeapVisitor {
    private long free;

    @Override
    public void free(long from, long to) {
      free += to - from;
    }

    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      // by the test's own count
    }

    @Override
    public void overhead(long from, long to) {
      // the rest
    }
  }
}
