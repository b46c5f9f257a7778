// SPDX-License-Identifier: Apache-2.0
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.LoadStoreCountingHeap;

/**
 * A replay of one build, op by op. It shares the SPI with rmalloc and nothing else: the loop, the
 * out-of-memory protocol and every sum are its own.
 */
final class Replay {
  private final Ops ops;
  private final LoadStoreCountingHeap heap;
  private final Extents extents = new Extents();
  private final Allocator allocator;
  private final Map<Integer, Long> handles = new HashMap<>();
  private final Map<Integer, Long> sizes = new HashMap<>();
  private final Set<Integer> locked = new HashSet<>();
  private final Map<String, Long> figures = new HashMap<>();
  private int op;
  private int request = -1;
  private long live;
  private long reliefCost; // of the op under way
  private boolean compacted;

  Replay(Ops ops, AllocatorProvider provider, long heapBytes) {
    this.ops = ops;
    heap = new LoadStoreCountingHeap(heapBytes);
    allocator = provider.create(heap, OptionValues.defaults(provider.options()), extents);
    for (String sum :
        new String[] {"cost", "lock_cost", "oom_cost", "bytes_moved", "pause_bytes", "internal"}) {
      figures.put(sum, 0L);
    }
    figures.put("footprint", -1L);
    figures.put("overhead", 0L);
    figures.put("largest_free_minimum", Long.MAX_VALUE);
    figures.put("maxmem_minimum", Long.MAX_VALUE);
  }

  /** Replays an op; false at the end, or when a request is not met. */
  boolean step() {
    if (op == ops.list().size()) {
      return false;
    }
    Ops.Op next = ops.list().get(op);
    long before = heap.cost();
    reliefCost = 0;
    compacted = false;
    if (!next.isRequest()) {
      lock(next);
      add("lock_cost", heap.cost() - before);
      op++;
      return true;
    }
    request++;
    boolean met = request(next);
    add("cost", heap.cost() - before - reliefCost);
    add("oom_cost", reliefCost);
    note(met);
    op += met ? 1 : 0;
    return met;
  }

  /** The request under way, or the last one. */
  int request() {
    return Math.max(0, request);
  }

  /** Whether all ops are behind it. */
  boolean isFinished() {
    return op == ops.list().size();
  }

  /** A figure as if the trace ended here. */
  long figure(String key) {
    return figures.get(key);
  }

  long placements() {
    return extents.placements();
  }

  private void lock(Ops.Op next) {
    if (next.kind() == 'L' && locked.add(next.block())) {
      allocator.lock(handles.get(next.block()));
    } else if (next.kind() == 'U' && locked.remove(next.block())) {
      allocator.unlock(handles.get(next.block()));
    }
  }

  private boolean request(Ops.Op next) {
    boolean met = attempt(next);
    if (!met) {
      relieve(next.size());
      met = attempt(next);
    }
    if (met) {
      long size = next.kind() == 'F' ? 0 : next.size();
      Long before = size == 0 ? sizes.remove(next.block()) : sizes.put(next.block(), size);
      live += size - (before == null ? 0 : before);
    }
    return met;
  }

  private boolean attempt(Ops.Op next) {
    switch (next.kind()) {
      case 'N' -> handles.put(next.block(), allocator.malloc(next.size()));
      case 'R' -> {
        return allocator.realloc(handles.get(next.block()), next.size()) != ReallocOutcome.FAILED;
      }
      default -> {
        locked.remove(next.block());
        allocator.free(handles.remove(next.block()));
        return true;
      }
    }
    return handles.get(next.block()) != Allocator.NO_HANDLE;
  }

  private void relieve(long size) {
    long before = heap.cost();
    CompactionResult done = allocator.relieve(size, CompactionBudget.UNLIMITED);
    reliefCost = heap.cost() - before;
    compacted = done.blocksMoved() > 0;
    add("bytes_moved", done.bytesMoved());
    figures.merge("pause_bytes", done.bytesMoved(), Math::max);
  }

  private void note(boolean met) {
    if (allocator.footprint() > figures.get("footprint")) {
      figures.put("footprint", allocator.footprint());
      figures.put("overhead", heap.capacity() - live - freeBytes());
    }
    figures.merge("internal", extents.total() - live, Math::max);
    boolean isRow = request == 0 || request == ops.peakRequest() || request == ops.requests() - 1;
    if (isRow || compacted || !met) {
      figures.merge("largest_free_minimum", allocator.largestFree(), Math::min);
      figures.merge("maxmem_minimum", allocator.maxmem(), Math::min);
    }
  }

  /** By the allocator's own walk. */
  private long freeBytes() {
    long[] free = {0};
    allocator.walk(
        new HeapVisitor() {
          @Override
          public void free(long from, long to) {
            free[0] += to - from;
          }

          @Override
          public void used(long from, long to, long handle, int lockDepth) {}

          @Override
          public void overhead(long from, long to) {}
        });
    return free[0];
  }

  private void add(String sum, long more) {
    figures.merge(sum, more, Long::sum);
  }
}
