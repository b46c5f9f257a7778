// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.NoopProvider;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.read.ReadOptions;
import org.rmalloc.trace.read.TraceReader;
import org.rmalloc.trace.synth.InMemorySyntheticTrace;
import org.rmalloc.trace.synth.SizeDistribution;
import org.rmalloc.trace.synth.SteadyStateProgram;

/**
 * Throughput of a whole replay on a fresh heap: what the time pass reports as {@code throughput},
 * measured by another hand. {@code ops} counts the ops replayed in the same time; {@code noop} is
 * the baseline.
 *
 * <p>The effect under test is an allocator's time on a program's own sequence of requests, with the
 * cache misses that come with it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplayBenchmark {
  private static final String STEADY = "steady";
  private static final SteadyStateProgram STEADY_STATE =
      new SteadyStateProgram(
          200_000, 5_000, SizeDistribution.parse("lognormal(median 96, 16..4096)"), 1);

  /** An allocator, or {@code noop}. */
  @Param("noop")
  public String allocator;

  /** A file, or {@code steady} for a synthetic steady state of 200,000 ops. */
  @Param(STEADY)
  public String trace;

  /** In multiples of the peak of live bytes. */
  @Param("2")
  public String heap;

  private JavaAllocatorContender contender;
  private PlainReplay replay;
  private long heapSize;
  private Allocator fresh;

  /** Reads the trace. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    contender = Allocators.onClassPath().contender(allocator, Map.of());
    Workload workload = Workload.of(read());
    heapSize = new HeapSize.Factor(new BigDecimal(heap)).bytes(workload.peakLive(), () -> 0);
    replay = new PlainReplay(workload, CompactionLimit.NONE);
    refuseUnlessFinishing(workload);
  }

  /** A fresh heap for each replay: one takes milliseconds, so this is not in the way. */
  @Setup(Level.Invocation)
  public void refresh() {
    fresh = contender.create(new PlainHeap(heapSize));
  }

  /** Replays the whole trace once. */
  @Benchmark
  public long replay(Ops ops) {
    ops.ops += replay.run(fresh);
    return replay.trail();
  }

  private void refuseUnlessFinishing(Workload workload) {
    int opsMet = replay.run(contender.create(new PlainHeap(heapSize)));
    if (opsMet < workload.opCount() && !contender.name().equals(NoopProvider.NAME)) {
      throw new IllegalArgumentException(
          "benchmark parameter heap=%s: %s runs out of memory at op %d in that many times the peak;"
                  .formatted(heap, allocator, opsMet)
              + " give a larger one with -p heap=…");
    }
  }

  private Trace read() throws IOException {
    return trace.equals(STEADY)
        ? InMemorySyntheticTrace.trace(STEADY_STATE)
        : TraceReader.read(Path.of(trace), ReadOptions.DEFAULT);
  }

  /** Counts ops rather than replays. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Ops {
    /** Ops replayed. */
    public long ops;
  }
}
