// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.time;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.FingerprintingReplay;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.ReplayFingerprint;
import org.rmalloc.replay.workload.Workload;

/**
 * What one process does: full passes, each on a fresh heap; first with the clock read at the
 * windows of a pass, until the minima of the windows no longer fall, then, where that is wanted,
 * around each op. A last pass, untimed, takes down what all processes must agree on.
 */
final class InForkMeasurer {
  private static final double ROUND_SHARE = 0.2; // of the budget; rounds go on while times fall
  private static final double LATENCY_SHARE = 0.4;
  private static final long MAX_BUDGETS = 2; // for throughput, on a machine that never settles
  private static final double SETTLED = 0.003; // a round that lowers the figure by less is the last
  private static final int MIN_WARM_UPS = 2;
  private static final long MIN_OPS_WARMED_UP = 300_000; // each method is compiled by then
  private static final long MIN_OPS_QUIET = 150_000;
  private static final long MAX_WARM_UP_NANOS = 1_000_000_000;
  private static final int MIN_PASSES = 3;
  private static final int MAX_THROUGHPUT_PASSES = 4_000;
  private static final int MAX_LATENCY_PASSES = 51;

  private final Workload workload;
  private final JavaAllocatorContender contender;
  private final long heapSize;
  private final CompactionLimit limit;
  private final long budgetNanos;
  private final CpuOrWallClock clock = CpuOrWallClock.ofThisThread();
  private final JitCompilerActivity compilers = new JitCompilerActivity();
  private final FreshHeaps heaps;
  private final PlainReplay plain;
  private final TimedReplay timed;
  private int opsMet;
  private long trail;
  private int warmUps;
  private long timedPassNanos; // of the last pass with the clock around each op

  InForkMeasurer(
      Workload workload,
      JavaAllocatorContender contender,
      long heapSize,
      CompactionLimit limit,
      long budgetNanos) {
    this.workload = workload;
    this.contender = contender;
    this.heapSize = heapSize;
    this.limit = limit;
    this.budgetNanos = budgetNanos;
    heaps = new FreshHeaps(heapSize);
    plain = new PlainReplay(workload, limit);
    timed = new TimedReplay(workload, limit);
  }

  /** Measures throughput and the time of each op. */
  ForkTimeResult run() {
    ThroughputMeasurer throughput = measureThroughput();
    OpTimes times = measureLatency();
    FingerprintingReplay replay = referenceReplay();
    ReplayFingerprint fingerprint = fingerprint(replay);
    agree(Arrays.equals(replay.oomOps(), times.oomOps()));
    return result(throughput, times, fingerprint);
  }

  /** Measures throughput alone. */
  ForkTimeResult throughput() {
    ThroughputMeasurer throughput = measureThroughput();
    return result(throughput, OpTimes.NONE, fingerprint(referenceReplay()));
  }

  private ForkTimeResult result(
      ThroughputMeasurer throughput, OpTimes times, ReplayFingerprint fingerprint) {
    return new ForkTimeResult(
        fingerprint,
        clock.name(),
        warmUps,
        throughput.passes(),
        opsTimed(),
        throughput.blockNanos(),
        throughput.wallPerCpu(),
        times);
  }

  /** Where each pass ends, and the handles that each gives. */
  private void findEnd() {
    opsMet = plain.run(freshAllocator());
    trail = plain.trail();
  }

  private ThroughputMeasurer measureThroughput() {
    findEnd();
    ThroughputMeasurer throughput =
        new ThroughputMeasurer(
            plain, this::freshAllocator, TimingWindowLayout.of(opsTimed()), clock);
    warmUp(() -> pass(throughput));
    throughput.begin(heapSize);
    long start = clock.nanos();
    double before;
    do {
      before = throughput.sumOfMinima();
      round(throughput);
    } while (!isSettled(throughput, before) && !isSpent(throughput, clock.nanos() - start));
    return throughput;
  }

  /** Passes for a share of the budget, one or more. */
  private void round(ThroughputMeasurer throughput) {
    long start = clock.nanos();
    do {
      pass(throughput);
    } while (clock.nanos() - start < ROUND_SHARE * budgetNanos);
  }

  private boolean isSettled(ThroughputMeasurer throughput, double before) {
    boolean quiet = !compilers.workedSinceAsked();
    return quiet
        && throughput.passes() >= MIN_PASSES
        && throughput.sumOfMinima() >= (1 - SETTLED) * before;
  }

  private boolean isSpent(ThroughputMeasurer throughput, long nanos) {
    int passes = throughput.passes();
    return passes >= MAX_THROUGHPUT_PASSES
        || (passes >= MIN_PASSES && nanos >= MAX_BUDGETS * budgetNanos);
  }

  private void pass(ThroughputMeasurer throughput) {
    throughput.pass();
    agree(plain.opsMet() == opsMet && plain.trail() == trail);
  }

  private OpTimes measureLatency() {
    int[] warmUp = new int[opsTimed()];
    warmUp(() -> runTimed(warmUp));
    int[] oomOps = timed.oomOps();
    int passes = latencyPasses();
    int[][] opNanos = new int[passes][opsTimed()];
    long[][] oomNanos = new long[passes][];
    for (int pass = 0; pass < passes; pass++) {
      runTimed(opNanos[pass]);
      oomNanos[pass] = timed.oomNanos();
      agree(Arrays.equals(timed.oomOps(), oomOps));
    }
    return new OpTimes(
        passes,
        MediansOverPasses.ofInts(opNanos, opsTimed()),
        oomOps,
        MediansOverPasses.ofLongs(oomNanos, oomOps.length));
  }

  private void runTimed(int[] opNanos) {
    Allocator allocator = freshAllocator();
    long start = clock.nanos();
    agree(timed.run(allocator, opNanos) == opsMet);
    timedPassNanos = clock.nanos() - start;
  }

  /** Repeats a pass until the compilers have nothing left to do for it. */
  private void warmUp(Runnable pass) {
    long start = clock.nanos();
    long quietOps = 0;
    long ops = 0;
    compilers.workedSinceAsked();
    for (int passes = 0; needsWarmUp(passes, ops, quietOps, clock.nanos() - start); passes++) {
      pass.run();
      ops += opsTimed();
      quietOps = compilers.workedSinceAsked() ? 0 : quietOps + opsTimed();
      warmUps++;
    }
  }

  private static boolean needsWarmUp(int passes, long ops, long quietOps, long nanos) {
    boolean warm = ops >= MIN_OPS_WARMED_UP && quietOps >= MIN_OPS_QUIET;
    return passes < MIN_WARM_UPS || (!warm && nanos < MAX_WARM_UP_NANOS);
  }

  /** An odd number of passes that takes about its share of the budget. */
  private int latencyPasses() {
    long affordable = (long) (LATENCY_SHARE * budgetNanos / Math.max(1, timedPassNanos));
    return Math.clamp(affordable, MIN_PASSES, MAX_LATENCY_PASSES) | 1;
  }

  private FingerprintingReplay referenceReplay() {
    return new FingerprintingReplay(workload, limit, contender.can(Capability.ADDRESSES));
  }

  private ReplayFingerprint fingerprint(FingerprintingReplay replay) {
    ReplayFingerprint fingerprint = replay.run(freshAllocator());
    agree(fingerprint.opsMet() == opsMet && replay.trail() == trail);
    return fingerprint;
  }

  private static void agree(boolean agrees) {
    if (!agrees) {
      throw new InvariantViolation(
          "two replays of one trace in equal heaps placed blocks differently");
    }
  }

  private Allocator freshAllocator() {
    return contender.create(heaps.fresh());
  }

  /** All ops met, and the one that was not. */
  private int opsTimed() {
    return Math.min(opsMet + 1, workload.opCount());
  }
}
