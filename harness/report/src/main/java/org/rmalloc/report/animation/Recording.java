package org.rmalloc.report.animation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CheckedAllocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * What happened in a heap, op by op: step 0 is the allocator's creation, step i + 1 is op i of the
 * workload, locks included. One that cannot be met ends it.
 */
public final class Recording {
  private final String driver;
  private final long heapSize;
  private final List<List<Event>> steps;
  private final boolean finished;

  private Recording(String driver, long heapSize, List<List<Event>> steps, boolean finished) {
    this.driver = driver;
    this.heapSize = heapSize;
    this.steps = steps;
    this.finished = finished;
  }

  /**
   * Replays a workload and takes down what the allocator tells.
   *
   * @param heapSize bytes
   */
  public static Recording of(Workload workload, Driver driver, int heapSize) {
    return of(workload, driver, heapSize, (_, _) -> {});
  }

  /**
   * The same, watched.
   *
   * @param witness sees each step's number and the allocator as it is then
   */
  static Recording of(
      Workload workload, Driver driver, int heapSize, BiConsumer<Integer, Allocator> witness) {
    Replay replay = new Replay(workload, driver, heapSize);
    witness.accept(0, replay.allocator);
    boolean met = true;
    for (int op = 0; op < workload.opCount() && met; op++) {
      met = replay.step(op);
      witness.accept(op + 1, replay.allocator);
    }
    return new Recording(driver.name(), heapSize, replay.steps, met);
  }

  /** The allocator's name. */
  public String driver() {
    return driver;
  }

  /** Bytes. */
  public long heapSize() {
    return heapSize;
  }

  /** Steps, the creation included. */
  public int stepCount() {
    return steps.size();
  }

  /** Whether every request was met. */
  public boolean finished() {
    return finished;
  }

  List<Event> events(int step) {
    return steps.get(step);
  }

  /** The heap after a step. O(events up to it). */
  HeapMap mapAt(int step) {
    HeapMap map = new HeapMap(heapSize);
    for (int i = 0; i <= step; i++) {
      steps.get(i).forEach(map::apply);
    }
    return map;
  }

  private static final class Replay {
    private final Workload workload;
    private final BlockNumbers numbers = new BlockNumbers();
    private final CheckedAllocator allocator;
    private final long[] handles;
    private final List<List<Event>> steps = new ArrayList<>();

    Replay(Workload workload, Driver driver, int heapSize) {
      this.workload = workload;
      this.handles = new long[workload.slotCount()];
      this.allocator = new CheckedAllocator(driver.create(new PlainHeap(heapSize), numbers));
      steps.add(numbers.take());
    }

    boolean step(int op) {
      int slot = workload.slots()[op];
      long size = workload.sizes()[op];
      boolean met =
          switch (workload.kinds()[op]) {
            case OpKind.Code.NEW -> malloc(slot, size);
            case OpKind.Code.RESIZE -> realloc(slot, size);
            case OpKind.Code.FREE -> {
              allocator.free(handles[slot]);
              yield true;
            }
            case OpKind.Code.LOCK -> {
              allocator.lock(handles[slot]);
              yield told(slot);
            }
            default -> {
              allocator.unlock(handles[slot]);
              yield told(slot);
            }
          };
      steps.add(numbers.take());
      return met;
    }

    private boolean malloc(int slot, long size) {
      long handle = allocator.malloc(size);
      if (handle == 0) {
        allocator.relieve(CompactionBudget.UNLIMITED);
        handle = allocator.malloc(size);
      }
      handles[slot] = handle;
      return handle != 0;
    }

    private boolean realloc(int slot, long size) {
      ReallocOutcome outcome = allocator.realloc(handles[slot], size);
      if (outcome == ReallocOutcome.FAILED) {
        allocator.relieve(CompactionBudget.UNLIMITED);
        outcome = allocator.realloc(handles[slot], size);
      }
      // A resize is told as freed and placed, which would forget the locks.
      return outcome != ReallocOutcome.FAILED && told(slot);
    }

    private boolean told(int slot) {
      numbers.locked(handles[slot], allocator.lockDepth(handles[slot]));
      return true;
    }
  }
}
