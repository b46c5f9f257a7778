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
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.Allocators;

/**
 * One whole compaction of a heap of 8,000 blocks with every other one free, and every twentieth of
 * the rest locked. An allocator that does not relocate does nothing, as the baseline {@code noop}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompactionBenchmark {
  private static final int HEAP_BYTES = 1 << 20;
  private static final int BLOCKS = 8_000;
  private static final int LOCKED_EACH = 40; // every fortieth block, so each twentieth live one
  private static final int LEAST_BYTES = 16;
  private static final int SIZES = 64;

  /** An allocator, or {@code noop}. */
  @Param("noop")
  public String allocator;

  private Allocator heap;

  /** A heap to compact: a compaction takes much longer than the call of this. */
  @Setup(Level.Invocation)
  public void scatter() {
    heap =
        Allocators.onClassPath().contender(allocator, Map.of()).create(new PlainHeap(HEAP_BYTES));
    long[] handles = new long[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      handles[i] = heap.malloc(LEAST_BYTES + i % SIZES);
    }
    for (int i = 0; i < BLOCKS; i++) {
      if (i % 2 == 0) {
        heap.free(handles[i]);
      } else if (i % LOCKED_EACH == 1) {
        heap.lock(handles[i]);
      }
    }
  }

  /** Compacts until nothing is left to do. */
  @Benchmark
  public CompactionResult compact() {
    return heap.compact(CompactionBudget.UNLIMITED);
  }
}
