// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.experiment.baseline.Baseline;
import org.rmalloc.experiment.baseline.BaselineReader;
import org.rmalloc.experiment.gate.time.BuildTimeGate;
import org.rmalloc.experiment.gate.time.GateTimeReport;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.ReplayConcurrency;
import org.rmalloc.replay.RunListener;

/** A gate from its files to its report: figures first, then, where asked for, times. */
public final class GateRun {
  private final Experiment experiment;
  private final GateSettings request;
  private final RunListener listener;
  private final List<String> notes = new ArrayList<>();

  /** A run to be made. */
  public GateRun(Experiment experiment, GateSettings request, RunListener listener) {
    this.experiment = experiment;
    this.request = request;
    this.listener = listener;
  }

  /** As an experiment is measured for a gate. */
  static MeasurementSettings measures(Experiment experiment, GateSettings request) {
    return experiment.measures().withConcurrency(new ReplayConcurrency(request.jobs(), 1));
  }

  /**
   * Makes it.
   *
   * @throws org.rmalloc.trace.UsageException when the baseline is none, or of something else
   */
  public GateReport report() throws IOException {
    Baseline.Located baseline = BaselineReader.read(request.baseline());
    MeasurementSettings measures = measures(experiment, request);
    Gate gate = new Gate(experiment, measures, listener);
    Optional<OldBuild> old = Optional.empty();
    if (request.against().isPresent()) {
      old = Optional.of(OldBuild.of(request.against().get()));
    }
    if (old.isEmpty() || !isTimed()) {
      List<GateTrialVerdict> verdicts = judge(gate, baseline, old, Optional.empty());
      return report(baseline, verdicts, Optional.empty());
    }
    try (BuildTimeGate times = new BuildTimeGate(measures.timeBudget().toNanos())) {
      TwoBuildTrialCollector timed = new TwoBuildTrialCollector(old.get(), times);
      List<GateTrialVerdict> verdicts = judge(gate, baseline, old, Optional.of(timed));
      notes.addAll(timed.notes());
      return report(baseline, verdicts, time(times));
    }
  }

  /**
   * Replays a trial in both builds, and says where to look.
   *
   * @param trial its name
   * @throws org.rmalloc.trace.UsageException when there is no such trial, or no old build
   */
  public TwoBuildPictureData explanation(String trial) throws IOException {
    return new Gate(experiment, measures(experiment, request), listener)
        .explanation(
            trial,
            BaselineReader.read(request.baseline()),
            OldBuild.of(request.against().orElseThrow()));
  }

  private boolean isTimed() {
    return experiment.measures().timed() || request.pairs().isPresent();
  }

  private List<GateTrialVerdict> judge(
      Gate gate,
      Baseline.Located baseline,
      Optional<OldBuild> old,
      Optional<TwoBuildTrialCollector> timed)
      throws IOException {
    return gate.judge(baseline, request.baseline().toString(), old, timed);
  }

  private Optional<GateTimeReport> time(BuildTimeGate times) throws IOException {
    if (times.size() == 0) {
      notes.add("no trial is timed: there is none that both builds finish");
      return Optional.empty();
    }
    return Optional.of(
        times.run(
            request.pairs().orElse(GateSettings.DEFAULT_PAIRS),
            request.alpha(),
            request.timeTolerance(),
            listener));
  }

  private GateReport report(
      Baseline.Located baseline, List<GateTrialVerdict> verdicts, Optional<GateTimeReport> time) {
    if (request.against().isEmpty() && experiment.measures().timed()) {
      notes.add("times are compared with another build only: see --against");
    }
    return new GateReport(
        experiment.file().toString(),
        request.baseline().toString(),
        baseline,
        verdicts,
        time,
        request.strict(),
        notes);
  }
}
