// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.heap.Heap;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.contender.PlannerContender;
import org.rmalloc.replay.plan.CheckedPlannerCatalog;
import org.rmalloc.replay.plan.PlanFollowingProvider;
import org.rmalloc.replay.plan.TracePlacementProblem;
import org.rmalloc.replay.progress.CancellationExceptions;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.space.SpacePass;
import org.rmalloc.replay.space.SpaceReplayOptions;
import org.rmalloc.replay.space.SpaceResult;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.trace.lock.LockSimulation;

/**
 * The trials of planners: the trace is planned, the plan proved, and then replayed as if it were an
 * allocator, which proves it a second time and gives its rows. Locks are no obstacle to who moves
 * nothing, and are left out.
 */
final class PlannerTrialMeasurer {
  private final PreparedTrace trace;
  private final TrialSetting setting;
  private final MeasurementSettings measures;
  private final AllocStatsWriterFactory target;
  private final ProgressNotifier meter;

  PlannerTrialMeasurer(
      PreparedTrace trace,
      TrialSetting setting,
      MeasurementSettings measures,
      AllocStatsWriterFactory target,
      ProgressNotifier meter) {
    this.trace = trace;
    this.setting = setting;
    this.measures = measures;
    this.target = target;
    this.meter = meter;
  }

  /** Plans, and writes the result. */
  TrialResult result(PlannerContender contender) throws IOException {
    meter.begin("planning " + contender.label());
    PlacementProblem problem = TracePlacementProblem.of(trace.name(), trace.trace()).problem();
    Plan plan = plan(contender, problem);
    long heapSize =
        setting
            .heap()
            .bytes(
                trace.workload().peakLive(),
                () -> Math.clamp(plan.heightBytes(), Heap.MIN_CAPACITY, Heap.MAX_CAPACITY));
    AllocStatsHeader header = header(contender, plan, heapSize);
    return plan.heightBytes() > heapSize
        ? tooHigh(header, plan)
        : replayed(header, new PlanFollowingProvider(contender.name(), problem, plan));
  }

  private TrialResult replayed(AllocStatsHeader header, PlanFollowingProvider plan)
      throws IOException {
    try (SpacePass pass =
            new SpacePass(
                Workload.of(LockSimulation.withoutLocks(trace.trace())),
                new JavaAllocatorContender(plan, OptionValues.defaults(List.of())),
                new SpaceReplayOptions(
                    header.heapSize(),
                    setting.budget(),
                    measures.dataPoints(),
                    measures.verifiesPayloads()));
        AllocStatsWriter file = target.open(header)) {
      SpaceResult space = pass.run(file::write, meter);
      ReplaySummary summary =
          new ReplaySummary(
              trace.workload().requestCount(),
              trace.workload().lockCount(),
              space.outcome(),
              Optional.of(space.figures(Optional.empty())),
              Optional.empty());
      file.finish(summary);
      return new TrialResult(header, summary);
    }
  }

  private static Plan plan(PlannerContender contender, PlacementProblem problem) {
    try {
      return CheckedPlannerCatalog.proving(contender.provider()).plan(problem, contender.request());
    } catch (InterruptedException e) {
      throw CancellationExceptions.of(e);
    }
  }

  private TrialResult tooHigh(AllocStatsHeader header, Plan plan) throws IOException {
    ReplayOutcome outcome =
        new ReplayOutcome.Refused(
            "the lowest plan found needs %d bytes; no plan is lower than %d"
                .formatted(plan.heightBytes(), plan.lowerBoundBytes()));
    ReplaySummary summary =
        ReplaySummary.ofNoReplay(
            trace.workload().requestCount(), trace.workload().lockCount(), outcome);
    target.writeWithoutReplay(header, summary);
    return new TrialResult(header, summary);
  }

  private static SmallestHeapResult smallestHeap(Plan plan) {
    return plan.heightBytes() > Heap.MAX_CAPACITY
        ? SmallestHeapResult.none("the lowest plan found is higher than the largest heap")
        : SmallestHeapResult.of(Math.max(plan.heightBytes(), Heap.MIN_CAPACITY));
  }

  private AllocStatsHeader header(PlannerContender contender, Plan plan, long heapSize) {
    return AllocStatsHeader.ofPlan(
        contender.label(),
        new Trial(trace.identity(), contender.identity(), setting),
        contender.capabilities(),
        contender.version(),
        trace.provenance(),
        heapSize,
        trace.workload().peakLive(),
        trace.locks(),
        smallestHeap(plan),
        measures.dataPoints().text(),
        new PlannedHeightAndBound(plan.heightBytes(), plan.lowerBoundBytes()));
  }
}
