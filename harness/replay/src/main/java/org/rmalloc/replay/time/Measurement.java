package org.rmalloc.replay.time;

import java.lang.management.ManagementFactory;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.result.Fork;
import org.rmalloc.replay.result.Latency;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Witness;
import org.rmalloc.replay.workload.WitnessReplay;
import org.rmalloc.replay.workload.Workload;

/**
 * What one process does: it warms up on full passes until the compilers are quiet, then measures
 * several, each on a fresh heap; first with the clock read at the windows of a pass, then around
 * each op. Before and after, an untimed pass takes down what all passes must agree on.
 */
final class Measurement {
  private static final double THROUGHPUT_SHARE = 0.6;
  private static final double LATENCY_SHARE = 0.4;
  private static final int MIN_WARM_UPS = 2;
  private static final long MIN_OPS_WARMED_UP = 300_000; // each method is compiled by then
  private static final long MIN_OPS_QUIET = 150_000;
  private static final long MAX_WARM_UP_NANOS = 1_000_000_000;
  private static final int MIN_PASSES = 3;
  private static final int MAX_THROUGHPUT_PASSES = 1_001;
  private static final int MAX_LATENCY_PASSES = 51;

  private final Workload workload;
  private final ArenaContender contender;
  private final long heapSize;
  private final CompactionLimit limit;
  private final long budgetNanos;
  private final Clock wall = Clock.measure();
  private final PassClock clock = PassClock.ofThisThread();
  private final Compilers compilers = new Compilers();
  private final PlainReplay plain;
  private final TimedReplay timed;
  private Witness witness;
  private int[] oomOps;
  private long trail;
  private int warmUps;

  Measurement(
      Workload workload,
      ArenaContender contender,
      long heapSize,
      CompactionLimit limit,
      long budgetNanos) {
    this.workload = workload;
    this.contender = contender;
    this.heapSize = heapSize;
    this.limit = limit;
    this.budgetNanos = budgetNanos;
    plain = new PlainReplay(workload, limit);
    timed = new TimedReplay(workload, limit);
  }

  TimeResult run() {
    takeWitness();
    Windows windows = Windows.of(opsTimed());
    Throughput throughput = new Throughput(plain, this::freshAllocator, windows, clock);
    measureThroughput(throughput);
    OpTimes times = measureLatency();
    checkWitness();
    Latency request = Latencies.of(workload, times).getLast();
    return new TimeResult(witness, fork(throughput, times.passes(), request), times);
  }

  private void takeWitness() {
    WitnessReplay replay = witnessReplay();
    witness = replay.run(freshAllocator());
    oomOps = replay.oomOps();
    plain.run(freshAllocator());
    trail = plain.trail();
  }

  private void measureThroughput(Throughput throughput) {
    warmUp(() -> pass(throughput));
    throughput.begin(heapSize);
    pass(throughput);
    int passes = passes(THROUGHPUT_SHARE, throughput.cpuNanos(), MAX_THROUGHPUT_PASSES);
    while (throughput.passes() < passes) {
      pass(throughput);
    }
  }

  private void pass(Throughput throughput) {
    throughput.pass();
    agree(plain.opsMet() == witness.opsMet() && plain.trail() == trail);
  }

  private OpTimes measureLatency() {
    int[] warmUp = new int[opsTimed()];
    long[] oomWarmUp = new long[oomOps.length];
    warmUp(() -> runTimed(warmUp, oomWarmUp));
    long start = clock.nanos();
    runTimed(warmUp, oomWarmUp);
    int passes = passes(LATENCY_SHARE, clock.nanos() - start, MAX_LATENCY_PASSES);
    int[][] opNanos = new int[passes][opsTimed()];
    long[][] oomNanos = new long[passes][oomOps.length];
    for (int pass = 0; pass < passes; pass++) {
      runTimed(opNanos[pass], oomNanos[pass]);
    }
    return new OpTimes(
        passes,
        Medians.ofInts(opNanos, opsTimed()),
        oomOps,
        Medians.ofLongs(oomNanos, oomOps.length));
  }

  private void runTimed(int[] opNanos, long[] oomNanos) {
    agree(timed.run(freshAllocator(), opNanos, oomNanos) == witness.opsMet());
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

  /** An odd number of passes that takes about a share of the budget. */
  private int passes(double share, long passNanos, int maximum) {
    long affordable = (long) (share * budgetNanos / Math.max(1, passNanos));
    return Math.clamp(affordable, MIN_PASSES, maximum) | 1;
  }

  /** Once more, now that everything is compiled. */
  private void checkWitness() {
    agree(witnessReplay().run(freshAllocator()).equals(witness));
  }

  private static void agree(boolean agrees) {
    if (!agrees) {
      throw new InvariantViolation("two replays of one trace on equal heaps went different ways");
    }
  }

  private WitnessReplay witnessReplay() {
    return new WitnessReplay(workload, limit, contender.can(Capability.ADDRESSES));
  }

  private Allocator freshAllocator() {
    return contender.create(new PlainHeap(heapSize));
  }

  /** All ops met, and the one that was not. */
  private int opsTimed() {
    return (int) Math.min(witness.opsMet() + 1, workload.opCount());
  }

  private Fork fork(Throughput throughput, int latencyPasses, Latency request) {
    return new Fork(
        0,
        clock.name(),
        warmUps,
        throughput.passes(),
        latencyPasses,
        opsTimed(),
        throughput.blockNanos(),
        request,
        wall.overheadNanos(),
        wall.resolutionNanos(),
        throughput.wallPerCpu(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
