// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.allocator.Capability;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.PlannerSettings;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.frontier.RelocationFrontierMeasurer;
import org.rmalloc.replay.plan.CheckedPlannerCatalog;
import org.rmalloc.replay.plan.TracePlacementProblem;
import org.rmalloc.replay.progress.CancellationExceptions;
import org.rmalloc.replay.progress.ProgressListener;
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.trial.LockSimulationSetting;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;

/** Plans a trace, and measures the frontier of its contenders, for its page. */
public final class PlanAndFrontierMeasurer {
  /** When the frontier is measured. */
  public enum When {
    /** Unless that takes long, or its heaps would be too large. */
    AUTO,
    ALWAYS,
    NEVER
  }

  private static final long FEW_REPLAYED_OPS = 100_000_000; // with each of the usual locks
  private static final int HEAPS = 40;
  private static final int MAX_PLANNED_REQUESTS = 1_000_000;

  private final PreparedTrace trace;
  private final RelocationFrontierMeasurer.Preparation preparation;
  private final TrialSetting setting;
  private final List<JavaAllocatorContender> arenas;

  /**
   * Of one trace.
   *
   * @param preparation of the trace, read once more with other locks
   * @param setting of its trials
   * @param contenders of its trials; only those in an arena are measured
   */
  public PlanAndFrontierMeasurer(
      PreparedTrace trace,
      RelocationFrontierMeasurer.Preparation preparation,
      TrialSetting setting,
      List<Contender> contenders) {
    this.trace = trace;
    this.preparation = preparation;
    this.setting = setting;
    arenas =
        contenders.stream()
            .filter(JavaAllocatorContender.class::isInstance)
            .map(JavaAllocatorContender.class::cast)
            .filter(arena -> !arena.isNoop())
            .toList();
  }

  /**
   * Plans and measures.
   *
   * @param jobs how many replays may run at a time, 1 or more
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public PlanAndFrontier run(When when, int jobs, ProgressListener progress) throws IOException {
    if (arenas.isEmpty()) {
      return PlanAndFrontier.NONE;
    }
    Optional<RelocationFrontier> frontier =
        isMeasured(when) ? Optional.of(frontier(jobs, progress)) : Optional.empty();
    return new PlanAndFrontier(plan(), frontier);
  }

  private boolean isMeasured(When when) {
    long moving = arenas.stream().filter(one -> one.can(Capability.RELOCATES)).count();
    long ops = HEAPS * moving * trace.workload().opCount();
    long peakLive = trace.workload().peakLive();
    return moving > 0
        && peakLive > 0
        && switch (when) {
          case AUTO ->
              ops <= FEW_REPLAYED_OPS && peakLive <= RelocationFrontierMeasurer.MAX_PEAK_LIVE;
          case ALWAYS -> true;
          case NEVER -> false;
        };
  }

  private RelocationFrontier frontier(int jobs, ProgressListener progress) throws IOException {
    return new RelocationFrontierMeasurer(preparation, arenas, setting.budget(), jobs, progress)
        .run(assumptions());
  }

  /** The locks of the trials first, then the others. */
  private List<LockAssumption> assumptions() {
    LockSimulationSetting usual = setting.locks();
    List<LockSimulationSetting> choices = new ArrayList<>(List.of(usual));
    Stream.of(LockSimulationSetting.values())
        .filter(choice -> choice != usual)
        .forEach(choices::add);
    return LockAssumption.variationsOf(choices);
  }

  private Optional<PlannedHeightAndBound> plan() {
    if (trace.workload().requestCount() > MAX_PLANNED_REQUESTS) {
      return Optional.empty();
    }
    try {
      Plan plan =
          CheckedPlannerCatalog.onClassPath()
              .named(CheckedPlannerCatalog.DEFAULT)
              .plan(
                  TracePlacementProblem.of(trace.name(), trace.trace()).problem(),
                  PlannerSettings.LOWEST);
      return Optional.of(new PlannedHeightAndBound(plan.heightBytes(), plan.lowerBoundBytes()));
    } catch (InterruptedException e) {
      throw CancellationExceptions.of(e);
    }
  }
}
