// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.NativeContender;
import org.rmalloc.replay.contender.PlannerContender;
import org.rmalloc.replay.progress.ParallelJobs;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.progress.RunPhase;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.RequiredCapabilities;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.UsageException;

/**
 * Measures trials of one trace in one setting, one for each contender.
 *
 * <p>First the smallest heaps are searched, several at a time; then the contenders are timed,
 * taking turns, alone unless the measures want otherwise; then each is replayed checked, several at
 * a time, and its result written. What is complete when a run is interrupted stays complete.
 */
public final class TrialRunner {
  private final PreparedTrace trace;
  private final TrialSetting setting;
  private final MeasurementSettings measures;
  private final AllocStatsWriterFactory target;
  private final KnownSmallestHeaps known;

  /**
   * What to measure, and where results go.
   *
   * @param trace prepared in {@code setting}, of known content
   */
  public TrialRunner(
      PreparedTrace trace,
      TrialSetting setting,
      MeasurementSettings measures,
      AllocStatsWriterFactory target) {
    this(trace, setting, measures, target, new KnownSmallestHeaps());
  }

  /**
   * The same, in the knowledge of smallest heaps.
   *
   * @param known of this prepared trace; what is found is added
   */
  public TrialRunner(
      PreparedTrace trace,
      TrialSetting setting,
      MeasurementSettings measures,
      AllocStatsWriterFactory target,
      KnownSmallestHeaps known) {
    this.trace = trace;
    this.setting = setting;
    this.measures = measures;
    this.target = target;
    this.known = known;
  }

  /**
   * Measures.
   *
   * @param contenders {@code noop} is left out: it is measured with every timing
   * @return a result for each, in their order
   * @throws UsageException when no heap can be so large, or the trace is of unknown content
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public List<TrialResult> run(List<? extends Contender> contenders, RunListener listener)
      throws IOException {
    trace.refuseNameless();
    List<JavaAllocatorContender> arenas =
        of(JavaAllocatorContender.class, contenders).stream().filter(one -> !one.isNoop()).toList();
    List<NativeContender> libraries = of(NativeContender.class, contenders);
    ProgressNotifier meter =
        new ProgressNotifier(
            listener,
            ProgressWorkEstimate.of(trace.workload(), setting, measures, arenas, libraries.size()));
    listener.entered(RunPhase.SMALLEST_HEAPS);
    List<Candidate> candidates = candidates(arenas, meter);
    try (InterleavedContenderTimer timer =
            new InterleavedContenderTimer(trace.workload(), setting, measures, meter);
        NativeLibraryTrialMeasurer natives =
            new NativeLibraryTrialMeasurer(trace, setting, measures, target, meter)) {
      JavaAllocatorTrialMeasurer measurer =
          new JavaAllocatorTrialMeasurer(trace, setting, measures, target, timer, meter);
      listener.entered(RunPhase.TIMING);
      timer.timeAll(
          candidates.stream().flatMap(one -> one.timed().stream()).toList(),
          natives.prepare(libraries));
      listener.entered(RunPhase.CHECKED_REPLAYS);
      List<TrialResult> results =
          new ArrayList<>(
              ParallelJobs.map(
                  affordable(measures.concurrency().jobs()),
                  candidates,
                  candidate -> notified(result(candidate, measurer, timer), listener)));
      results.addAll(
          ParallelJobs.map(
              measures.concurrency().jobs(),
              libraries,
              library -> notified(natives.result(library), listener)));
      results.addAll(planned(of(PlannerContender.class, contenders), meter, listener));
      return inOrderOf(contenders, results);
    }
  }

  /** One after the other: a planner uses all processors. */
  private List<TrialResult> planned(
      List<PlannerContender> contenders, ProgressNotifier meter, RunListener listener)
      throws IOException {
    PlannerTrialMeasurer plans = new PlannerTrialMeasurer(trace, setting, measures, target, meter);
    List<TrialResult> results = new ArrayList<>();
    for (PlannerContender contender : contenders) {
      results.add(notified(plans.result(contender), listener));
    }
    return results;
  }

  private static <C extends Contender> List<C> of(
      Class<C> kind, List<? extends Contender> contenders) {
    return contenders.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static List<TrialResult> inOrderOf(
      List<? extends Contender> contenders, List<TrialResult> results) {
    return contenders.stream()
        .flatMap(
            contender ->
                results.stream()
                    .filter(result -> result.header().label().equals(contender.label())))
        .toList();
  }

  /** About how much work it is to measure a trial, in ops replayed, or what takes as long. */
  public static long work(
      Workload workload, TrialSetting setting, MeasurementSettings measures, Contender contender) {
    List<JavaAllocatorContender> arenas = of(JavaAllocatorContender.class, List.of(contender));
    return ProgressWorkEstimate.of(workload, setting, measures, arenas, 1 - arenas.size());
  }

  /**
   * A contender in its heap.
   *
   * @param hindrance why it is not replayed; empty when it is
   */
  private record Candidate(
      JavaAllocatorContender contender,
      SmallestHeapResult smallest,
      long heapSize,
      Optional<ReplayOutcome> hindrance) {
    Optional<InterleavedContenderTimer.Entry> timed() {
      return hindrance.isPresent()
          ? Optional.empty()
          : Optional.of(new InterleavedContenderTimer.Entry(contender, heapSize));
    }
  }

  private List<Candidate> candidates(
      List<JavaAllocatorContender> contenders, ProgressNotifier meter) {
    if (contenders.isEmpty()) {
      return List.of();
    }
    SmallestHeapSearches sizing =
        new SmallestHeapSearches(trace.workload(), setting, measures, meter);
    sizing.refuseTooLarge();
    meter.begin("smallest heaps");
    List<SmallestHeapResult> smallest = smallestHeaps(contenders, sizing);
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      long heapSize = sizing.heapSizeOrLargest(smallest.get(i));
      candidates.add(
          new Candidate(
              contenders.get(i),
              smallest.get(i),
              heapSize,
              hindrance(contenders.get(i), smallest.get(i), heapSize)));
    }
    return candidates;
  }

  private List<SmallestHeapResult> smallestHeaps(
      List<JavaAllocatorContender> contenders, SmallestHeapSearches sizing) {
    if (!measures.smallestHeap() && !(setting.heap() instanceof HeapSize.Minimum)) {
      return contenders.stream().map(_ -> SmallestHeapResult.NOT_SEARCHED).toList();
    }
    int jobs = affordable(measures.concurrency().jobs());
    int jobsOfEach = contenders.size() == 1 ? jobs : 1;
    return ParallelJobs.map(
        jobs,
        contenders,
        contender ->
            RequiredCapabilities.of(trace.workload(), measures.verifiesPayloads())
                    .mismatch(contender)
                    .isPresent()
                ? SmallestHeapResult.NOT_SEARCHED
                : known.of(
                    contender, setting.budget(), () -> sizing.smallestHeap(contender, jobsOfEach)));
  }

  private static TrialResult result(
      Candidate candidate, JavaAllocatorTrialMeasurer measurer, InterleavedContenderTimer timer)
      throws IOException {
    JavaAllocatorContender contender = candidate.contender();
    return candidate.hindrance().isPresent()
        ? measurer.withoutReplay(
            contender, candidate.smallest(), candidate.heapSize(), candidate.hindrance().get())
        : measurer.of(
            contender, candidate.smallest(), candidate.heapSize(), timer.times(contender));
  }

  /** Why a contender is not replayed; empty when it is. */
  private Optional<ReplayOutcome> hindrance(
      JavaAllocatorContender contender, SmallestHeapResult smallest, long heapSize) {
    Optional<ReplayOutcome> mismatch =
        RequiredCapabilities.of(trace.workload(), measures.verifiesPayloads())
            .mismatch(contender)
            .map(ReplayOutcome.NotTried::new);
    if (mismatch.isPresent()) {
      return mismatch;
    }
    if (setting.heap() instanceof HeapSize.Minimum && smallest.bytes().isEmpty()) {
      return Optional.of(
          new ReplayOutcome.NotTried("no smallest heap is known: " + smallest.reason()));
    }
    return contender.refusalOf(heapSize).map(ReplayOutcome.Refused::new);
  }

  /** A listener is notified by one thread at a time. */
  private synchronized TrialResult notified(TrialResult result, RunListener listener) {
    listener.done(result);
    return result;
  }

  /** As many as asked for, but no more than fit into half of the memory at 4 times the peak. */
  private int affordable(int jobs) {
    Workload workload = trace.workload();
    long heap = SmallestHeapSearches.largestTried(workload);
    return Math.clamp(Runtime.getRuntime().maxMemory() / 2 / heap, 1, jobs);
  }
}
