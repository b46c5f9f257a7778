// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.frontier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapTooLargeException;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.space.DataPointSampling;
import org.rmalloc.replay.space.DataPointSink;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.space.SpaceReplayOptions;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.RequiredCapabilities;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.UsageException;
import org.rmalloc.trace.lock.LockSimulationMethod;

/**
 * Measures a frontier: one checked replay for each relocating contender, assumption about locks and
 * heap size, several at a time; of other contenders one in their smallest heap. Deterministic.
 */
public final class RelocationFrontierMeasurer {
  /** Prepares the trace with locks simulated in a way; without any for an empty method. */
  @FunctionalInterface
  public interface Preparation {
    /** Reads the trace anew. */
    PreparedTrace withLocks(Optional<LockSimulationMethod> method) throws IOException;
  }

  /** The largest peak of live bytes of which twice as much still is a heap. */
  public static final long MAX_PEAK_LIVE = Heap.MAX_CAPACITY / 2;

  private static final long PAYS_OFF = 3; // a checked replay takes as long as so many plain ones

  private final Preparation preparation;
  private final List<JavaAllocatorContender> contenders;
  private final CompactionLimit limit;
  private final int jobs;
  private final ProgressListener progress;
  private final List<FrontierCurve> curves = new ArrayList<>();

  /**
   * What to measure.
   *
   * @param limit of what may be moved while one request waits
   * @param jobs how many replays may run at a time, 1 or more
   */
  public RelocationFrontierMeasurer(
      Preparation preparation,
      List<JavaAllocatorContender> contenders,
      CompactionLimit limit,
      int jobs,
      ProgressListener progress) {
    this.preparation = preparation;
    this.contenders = contenders.stream().filter(one -> !one.isNoop()).toList();
    this.limit = limit;
    this.jobs = jobs;
    this.progress = progress;
  }

  /**
   * Measures. To be called once.
   *
   * @param assumptions one or more; the first counts as usual. Those that come to the same locks
   *     are measured once
   * @throws UsageException when the trace has no live byte, or is larger than any heap
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public RelocationFrontier run(List<LockAssumption> assumptions) throws IOException {
    PreparedTrace usual = preparation.withLocks(assumptions.getFirst().method());
    refuseWithoutFrontier(usual);
    List<HeapSize> grid = FrontierHeapSizes.of(usual.workload().opCount());
    measure(usual, true, grid);
    Set<String> measured = new HashSet<>(Set.of(LockAssumption.locksOf(usual)));
    for (LockAssumption assumption : assumptions.subList(1, assumptions.size())) {
      PreparedTrace other = preparation.withLocks(assumption.method());
      if (measured.add(LockAssumption.locksOf(other))) {
        measure(other, false, grid);
      }
    }
    return new RelocationFrontier(
        usual.name(),
        usual.identity().sha256(),
        usual.workload().requestCount(),
        usual.workload().peakLive(),
        allocatedBytes(usual.workload()),
        curves);
  }

  private static void refuseWithoutFrontier(PreparedTrace trace) {
    long peakLive = trace.workload().peakLive();
    if (peakLive == 0 || peakLive > MAX_PEAK_LIVE) {
      throw new UsageException(
          "%s: a peak of %d live bytes; expected 1 to %d, so that heaps of 1 to 2 times that can be tried"
              .formatted(trace.name(), peakLive, MAX_PEAK_LIVE));
    }
  }

  private static long allocatedBytes(Workload workload) {
    long bytes = 0;
    for (int op = 0; op < workload.opCount(); op++) {
      byte kind = workload.kinds()[op];
      bytes += kind == OpKind.Code.NEW || kind == OpKind.Code.RESIZE ? workload.sizes()[op] : 0;
    }
    return bytes;
  }

  /** Measures all contenders whose points depend on these locks. */
  private void measure(PreparedTrace trace, boolean usual, List<HeapSize> grid) throws IOException {
    Workload workload = trace.workload();
    String locks = LockAssumption.locksOf(trace);
    List<JavaAllocatorContender> asked =
        contenders.stream().filter(one -> usual || one.can(Capability.RELOCATES)).toList();
    asked.forEach(RequiredCapabilities.of(workload)::refuseMismatch);
    ProgressNotifier meter = meter(workload, asked, grid.size(), usual);
    meter.begin("measuring the frontier, locks " + locks);
    List<SmallestHeapResult> smallest =
        usual
            ? ParallelJobs.map(affordable(workload), asked, one -> smallest(workload, one, meter))
            : asked.stream().map(_ -> SmallestHeapResult.NOT_SEARCHED).toList();
    List<Curve> started = curves(workload, asked, smallest, grid);
    Iterator<FrontierPoint> points = replayAll(workload, started, meter).iterator();
    for (Curve curve : started) {
      List<FrontierPoint> own = curve.replays().stream().map(_ -> points.next()).toList();
      curves.add(FrontierCurve.of(curve.contender(), locks, usual, curve.smallest(), own));
    }
  }

  private ProgressNotifier meter(
      Workload workload, List<JavaAllocatorContender> asked, int gridSize, boolean searched) {
    long work = 0;
    for (JavaAllocatorContender contender : asked) {
      work += searched ? MinHeapSearch.expectedOps(workload, contender) : 0;
      work += contender.can(Capability.RELOCATES) ? (long) gridSize * workload.opCount() : 1;
    }
    return new ProgressNotifier(progress, PAYS_OFF * work);
  }

  private SmallestHeapResult smallest(
      Workload workload, JavaAllocatorContender contender, ProgressNotifier meter) {
    return MinHeapSearch.find(workload, contender, limit, 1, meter);
  }

  /** What is to be replayed of one contender. */
  private record Curve(
      JavaAllocatorContender contender, SmallestHeapResult smallest, List<Replay> replays) {}

  private record Replay(JavaAllocatorContender contender, HeapSize heap, long heapBytes) {}

  private static List<Curve> curves(
      Workload workload,
      List<JavaAllocatorContender> asked,
      List<SmallestHeapResult> smallest,
      List<HeapSize> grid) {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      curves.add(
          new Curve(
              asked.get(i),
              smallest.get(i),
              replays(workload, asked.get(i), smallest.get(i), grid)));
    }
    return curves;
  }

  /** The smallest heap, and for one that moves blocks the grid. */
  private static List<Replay> replays(
      Workload workload,
      JavaAllocatorContender contender,
      SmallestHeapResult smallest,
      List<HeapSize> grid) {
    List<Replay> replays = new ArrayList<>();
    smallest
        .bytes()
        .ifPresent(bytes -> replays.add(new Replay(contender, new HeapSize.Minimum(), bytes)));
    if (contender.can(Capability.RELOCATES)) {
      for (HeapSize heap : grid) {
        replays.add(new Replay(contender, heap, heap.bytes(workload.peakLive(), () -> 0)));
      }
    }
    replays.sort(Comparator.comparingLong(Replay::heapBytes));
    return replays;
  }

  /** All replays of all contenders wait in one line, so that no processor idles between two. */
  private List<FrontierPoint> replayAll(
      Workload workload, List<Curve> asked, ProgressNotifier meter) throws IOException {
    List<Replay> all = asked.stream().flatMap(curve -> curve.replays().stream()).toList();
    return ParallelJobs.map(affordable(workload), all, replay -> replay(workload, replay, meter));
  }

  private FrontierPoint replay(Workload workload, Replay replay, ProgressNotifier meter)
      throws IOException {
    String heap = replay.heap().text();
    SpaceReplayOptions options =
        new SpaceReplayOptions(replay.heapBytes(), limit, new DataPointSampling(1), false);
    try (SpacePass pass = new SpacePass(workload, replay.contender(), options)) {
      return FrontierPoint.of(heap, replay.heapBytes(), pass.run(DataPointSink.NONE, meter));
    } catch (HeapTooSmallException | HeapTooLargeException e) {
      return FrontierPoint.refused(heap, replay.heapBytes(), e.getMessage());
    }
  }

  /** As many as asked for, but no more than fit into half of the memory at 4 times the peak. */
  private int affordable(Workload workload) {
    long heap = MinHeapSearch.largestTried(workload);
    return Math.clamp(Runtime.getRuntime().maxMemory() / 2 / heap, 1, jobs);
  }
}
