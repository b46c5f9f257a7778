// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.rmalloc.allocator.Capability;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.PlanRequest;
import org.rmalloc.replay.contender.ArenaContender;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.frontier.Frontier;
import org.rmalloc.replay.frontier.FrontierRun;
import org.rmalloc.replay.frontier.LockAssumption;
import org.rmalloc.replay.plan.Planners;
import org.rmalloc.replay.plan.TraceProblem;
import org.rmalloc.replay.progress.Progress;
import org.rmalloc.replay.result.PlanBound;
import org.rmalloc.replay.trial.LockChoice;
import org.rmalloc.replay.trial.Setting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.report.TraceStudy;
import org.rmalloc.trace.read.ReopenableFile;
import picocli.CommandLine.Option;

/** What a report shows of a trace beside its trials: a plan, and the frontier. */
final class StudyOptions {
  /** When the frontier is measured. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER
  }

  private static final long FEW_REPLAYED_OPS = 100_000_000; // with each of the usual locks
  private static final int HEAPS = 40;
  private static final int MAX_PLANNED_OPS = 1_000_000;

  @Option(
      names = "--frontier",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description =
          "Whether the report shows the frontier, as the command 'frontier' measures it: auto is"
              + " unless that takes long. Default: ${DEFAULT-VALUE}.")
  private When when;

  /** Whether it was asked for although no report is made, on which it has an effect. */
  boolean isAskedFor() {
    return when != When.AUTO;
  }

  /**
   * Studies a trace.
   *
   * @param reading of the trace once more
   * @param contenders of the report
   */
  TraceStudy of(
      PreparedTrace trace,
      ReopenableFile opening,
      TraceReadingOptions reading,
      Setting setting,
      List<Contender> contenders,
      int jobs,
      Progress progress)
      throws IOException {
    List<ArenaContender> arenas = arenas(contenders);
    if (arenas.isEmpty()) {
      return TraceStudy.NONE;
    }
    FrontierRun.Preparation preparation =
        method -> PreparedTrace.read(opening, reading.readOptions(), setting, method);
    Optional<Frontier> frontier =
        isMeasured(trace, arenas)
            ? Optional.of(
                new FrontierRun(preparation, arenas, setting.budget(), jobs, progress)
                    .run(assumptions(setting.locks())))
            : Optional.empty();
    return new TraceStudy(plan(trace), frontier);
  }

  private static List<ArenaContender> arenas(List<Contender> contenders) {
    return contenders.stream()
        .filter(ArenaContender.class::isInstance)
        .map(ArenaContender.class::cast)
        .filter(arena -> !arena.isNoop())
        .toList();
  }

  private boolean isMeasured(PreparedTrace trace, List<ArenaContender> arenas) {
    long moving = arenas.stream().filter(one -> one.can(Capability.RELOCATES)).count();
    long ops = HEAPS * moving * trace.workload().opCount();
    return moving > 0
        && trace.workload().peakLive() > 0
        && switch (when) {
          case AUTO -> ops <= FEW_REPLAYED_OPS;
          case ALWAYS -> true;
          case NEVER -> false;
        };
  }

  /** The locks of the run first, then the others. */
  private static List<LockAssumption> assumptions(LockChoice usual) {
    List<LockChoice> choices = new ArrayList<>(List.of(usual));
    Stream.of(LockChoice.values()).filter(choice -> choice != usual).forEach(choices::add);
    return LockAssumption.variationsOf(choices);
  }

  private static Optional<PlanBound> plan(PreparedTrace trace) {
    if (trace.workload().requestCount() > MAX_PLANNED_OPS) {
      return Optional.empty();
    }
    try {
      Plan plan =
          Planners.onClassPath()
              .named(Planners.DEFAULT)
              .plan(TraceProblem.of(trace.name(), trace.trace()).problem(), PlanRequest.LOWEST);
      return Optional.of(new PlanBound(plan.heightBytes(), plan.lowerBoundBytes()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    }
  }
}
