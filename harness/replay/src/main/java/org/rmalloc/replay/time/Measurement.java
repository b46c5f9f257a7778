package org.rmalloc.replay.time;

import java.util.Arrays;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.result.Throughput;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Witness;
import org.rmalloc.replay.workload.WitnessReplay;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;

/**
 * Warms up on full passes, then measures several, each on a fresh heap; the clock is read outside
 * of their loops, or around each op. Before and after, an untimed pass takes down what all passes
 * must agree on.
 */
final class Measurement {
  private static final double WARM_UP_SHARE = 0.4;
  private static final double THROUGHPUT_SHARE = 0.25;
  private static final double LATENCY_SHARE = 0.25;
  private static final int LEAST_WARM_UPS = 2;
  private static final long LEAST_OPS_WARMED_UP = 1_000_000; // for the compilers to be done
  private static final long MOST_WARM_UP_NANOS = 2_000_000_000; // but large empty heaps take time
  private static final int LEAST_PASSES = 3;
  private static final int MOST_THROUGHPUT_PASSES = 1_001;
  private static final int MOST_LATENCY_PASSES = 51;

  private final Workload workload;
  private final ArenaContender contender;
  private final long heapSize;
  private final CompactionLimit limit;
  private final long budgetNanos;
  private final Clock clock = Clock.measure();
  private final PlainReplay plain;
  private final TimedReplay timed;
  private Witness witness;
  private int[] oomOps;
  private long trail;
  private int warmUps;
  private long plainNanos; // of the last warm-up pass of its kind
  private long timedNanos;

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
    warmUp();
    Throughput throughput = measureThroughput();
    int[][] opNanos = new int[latencyPasses()][opsTimed()];
    long[][] oomNanos = new long[opNanos.length][oomOps.length];
    for (int pass = 0; pass < opNanos.length; pass++) {
      runTimed(opNanos[pass], oomNanos[pass]);
    }
    checkWitness();
    int[] opMedians = Medians.ofInts(opNanos, opsTimed());
    return result(throughput, opNanos.length, opMedians, Medians.ofLongs(oomNanos, oomOps.length));
  }

  private void takeWitness() {
    WitnessReplay replay = witnessReplay();
    witness = replay.run(freshAllocator());
    oomOps = replay.oomOps();
    plain.run(freshAllocator());
    trail = plain.trail();
  }

  private void warmUp() {
    int[] opNanos = new int[opsTimed()];
    long[] oomNanos = new long[oomOps.length];
    long start = System.nanoTime();
    while (needsWarmUp(System.nanoTime() - start)) {
      plainNanos = runPlain();
      timedNanos = runTimed(opNanos, oomNanos);
      warmUps++;
    }
  }

  private boolean needsWarmUp(long nanos) {
    boolean cold = (long) warmUps * opsTimed() < LEAST_OPS_WARMED_UP && nanos < MOST_WARM_UP_NANOS;
    return warmUps < LEAST_WARM_UPS || cold || nanos < WARM_UP_SHARE * budgetNanos;
  }

  private Throughput measureThroughput() {
    double[] nanosAnOp = new double[passes(THROUGHPUT_SHARE, plainNanos, MOST_THROUGHPUT_PASSES)];
    for (int pass = 0; pass < nanosAnOp.length; pass++) {
      long nanos = Math.max(0, runPlain() - clock.overheadNanos());
      nanosAnOp[pass] = (double) nanos / opsTimed();
    }
    Arrays.sort(nanosAnOp);
    return new Throughput(
        nanosAnOp.length,
        nanosAnOp[nanosAnOp.length / 2],
        nanosAnOp[0],
        nanosAnOp[nanosAnOp.length - 1]);
  }

  private int latencyPasses() {
    return passes(LATENCY_SHARE, timedNanos, MOST_LATENCY_PASSES);
  }

  /** An odd number of passes that takes about a share of the budget. */
  private int passes(double share, long passNanos, int most) {
    long affordable = (long) (share * budgetNanos / Math.max(1, passNanos));
    return Math.clamp(affordable, LEAST_PASSES, most) | 1;
  }

  private long runPlain() {
    Allocator allocator = freshAllocator();
    long start = System.nanoTime();
    int opsMet = plain.run(allocator);
    long nanos = System.nanoTime() - start;
    agree(opsMet == witness.opsMet() && plain.trail() == trail);
    return nanos;
  }

  private long runTimed(int[] opNanos, long[] oomNanos) {
    Allocator allocator = freshAllocator();
    long start = System.nanoTime();
    int opsMet = timed.run(allocator, opNanos, oomNanos);
    long nanos = System.nanoTime() - start;
    agree(opsMet == witness.opsMet());
    return nanos;
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

  private TimeResult result(
      Throughput throughput, int latencyPasses, int[] opNanos, long[] oomNanos) {
    Latencies latencies = new Latencies();
    int[] requestNanos = new int[opNanos.length];
    int[] oomRequests = new int[oomOps.length];
    int requests = 0;
    int calls = 0;
    for (int op = 0; op < opNanos.length; op++) {
      byte kind = workload.kinds()[op];
      boolean oom = calls < oomOps.length && oomOps[calls] == op;
      latencies.add(kind, opNanos[op], oom ? oomNanos[calls] : 0);
      if (oom) {
        oomRequests[calls++] = requests;
      }
      if (kind <= OpKind.Code.RESIZE) {
        requestNanos[requests++] = opNanos[op];
      }
    }
    return new TimeResult(
        clock.overheadNanos(),
        clock.resolutionNanos(),
        witness,
        warmUps,
        latencyPasses,
        throughput,
        latencies.summaries(),
        new RequestTimes(Arrays.copyOf(requestNanos, requests), oomRequests, oomNanos));
  }
}
