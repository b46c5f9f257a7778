// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.Allocators;

/**
 * The hot operations in a heap that is half full of blocks, with every other one of them free.
 * {@code noop} is the baseline of each: the call and the loop alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OperationsBenchmark {
  private static final int HEAP_BYTES = 1 << 20;
  private static final int BLOCKS = 8_000;
  private static final int LEAST_BYTES = 16;
  private static final int SIZES = 64; // 16 to 79 bytes

  /** An allocator, or {@code noop}. */
  @Param("noop")
  public String allocator;

  private Allocator heap;
  private long kept;
  private int turn;

  /** Fills the heap. */
  @Setup(Level.Iteration)
  public void fill() {
    heap =
        Allocators.onClassPath().contender(allocator, Map.of()).create(new PlainHeap(HEAP_BYTES));
    long[] handles = new long[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      handles[i] = heap.malloc(size(i));
    }
    for (int i = 0; i < BLOCKS; i += 2) {
      heap.free(handles[i]);
    }
    kept = handles[1];
  }

  /** One request and its end: placement, split, coalescing. Sizes go round. */
  @Benchmark
  public long mallocAndFree() {
    long handle = heap.malloc(size(turn++));
    heap.free(handle);
    return handle;
  }

  /** What a client does to touch a block. */
  @Benchmark
  public long lockAndUnlock() {
    long address = heap.lock(kept);
    heap.unlock(kept);
    return address;
  }

  /** The address without the lock. */
  @Benchmark
  public long weakLock() {
    return heap.weakLock(kept);
  }

  private static int size(int turn) {
    return LEAST_BYTES + (turn & 0xffff) % SIZES;
  }
}
