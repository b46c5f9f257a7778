// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rmalloc.experiment.baseline.Baseline;
import org.rmalloc.experiment.baseline.BaselineEntry;
import org.rmalloc.experiment.matrix.Experiment;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.experiment.matrix.GateTolerance;
import org.rmalloc.experiment.matrix.TraceSource;
import org.rmalloc.experiment.matrix.TrialCombination;
import org.rmalloc.replay.MeasurementSettings;
import org.rmalloc.replay.RunListener;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.UsageException;

/**
 * Measures the deterministic figures of an experiment's trials, and makes a baseline of them or
 * holds them against one. Traces are in memory one at a time.
 */
public final class Gate {
  private final Experiment experiment;
  private final List<TrialsAcrossContenders> groups;
  private final MeasurementSettings measures;
  private final RunListener listener;

  /**
   * A gate.
   *
   * @param measures how to measure; figures do not depend on how many replays run at a time
   * @throws UsageException when a contender has no deterministic figures, or a trace is not
   *     recorded yet
   */
  public Gate(Experiment experiment, MeasurementSettings measures, RunListener listener) {
    experiment.toRecord().forEach(Gate::refuse);
    this.experiment = experiment;
    this.measures = measures;
    this.listener = listener;
    groups = TrialsAcrossContenders.of(experiment);
    groups.forEach(TrialsAcrossContenders::contenders);
  }

  private static void refuse(TraceSource.ToRecord trace) {
    throw trace
        .position()
        .problem(
            "a program to record",
            "the file of a recording: a baseline is of one trace, and no two recordings are equal");
  }

  /** What is done with the trials of one trace in one setting. */
  private interface GroupWork {
    void on(List<MeasuredTrial> trials) throws IOException;
  }

  /** Measures every trial. */
  public Baseline measure() throws IOException {
    List<BaselineEntry> entries = new ArrayList<>();
    forEachGroup(trials -> trials.forEach(trial -> entries.add(trial.entry())));
    return Baseline.of(rows(), entries);
  }

  /**
   * Measures every trial and judges it.
   *
   * @param file the baseline's name, for messages
   * @param against the build that the baseline is of, to name requests exactly
   * @param timed takes the trials that both builds finish
   * @throws UsageException when the baseline is of other trials, another trace or another version
   *     of how figures are measured
   */
  public List<GateTrialVerdict> judge(
      Baseline.Located baseline,
      String file,
      Optional<OldBuild> against,
      Optional<TwoBuildTrialCollector> timed)
      throws IOException {
    BaselineMatchCheck match = new BaselineMatchCheck(baseline, file);
    match.check(rows(), names());
    List<GateTrialVerdict> verdicts = new ArrayList<>();
    forEachGroup(
        trials -> {
          for (MeasuredTrial trial : trials) {
            GateTrialVerdict verdict = verdict(trial, match, against);
            verdicts.add(verdict);
            if (timed.isPresent()) {
              timed.get().add(trial, verdict);
            }
          }
        });
    verdicts.sort(Comparator.comparing(GateTrialVerdict::name));
    return verdicts;
  }

  private GateTrialVerdict verdict(
      MeasuredTrial trial, BaselineMatchCheck match, Optional<OldBuild> against)
      throws IOException {
    Optional<BaselineEntry> before = match.entry(trial.entry());
    if (before.isEmpty()) {
      return GateTrialVerdict.ofNew(trial.entry());
    }
    List<JudgedMetricChange> changes =
        ExactMetricJudge.judge(
            before.get().figures(), trial.entry().figures(), allowances(trial.combination()));
    List<JudgedMetricChange> worse = changes.stream().filter(JudgedMetricChange::isWorse).toList();
    if (worse.isEmpty()) {
      return new GateTrialVerdict(
          before, trial.entry(), changes, Map.of(), Optional.empty(), List.of());
    }
    List<String> notes = new ArrayList<>();
    Optional<MeasuredTrial> old = Optional.empty();
    if (against.isPresent()) {
      old = against.get().measure(trial, before.get(), measures, notes);
    }
    RegressingRequestFinder finder =
        new RegressingRequestFinder(before.get(), trial, old, measures);
    return new GateTrialVerdict(
        before, trial.entry(), changes, finder.places(worse), finder.placementsPart(), notes);
  }

  /**
   * Replays one trial in both builds, and says where to look.
   *
   * @param name of the trial
   * @throws UsageException when there is no such trial, or the old build cannot make it
   */
  TwoBuildPictureData explanation(String name, Baseline.Located baseline, OldBuild against)
      throws IOException {
    for (TrialsAcrossContenders group : groups) {
      for (TrialCombination one : group.combinations()) {
        if (GateTrialNames.of(one).equals(name)) {
          return explanation(group, one, baseline, against);
        }
      }
    }
    throw new UsageException(
        "--explain '%s': found no such trial, expected one of %s"
            .formatted(name, String.join(", ", names())));
  }

  private TwoBuildPictureData explanation(
      TrialsAcrossContenders group,
      TrialCombination one,
      Baseline.Located baseline,
      OldBuild against)
      throws IOException {
    JavaAllocatorContender contender = TrialsAcrossContenders.arena(one.contender());
    MeasuredTrial now = measured(group.prepared(), one, contender);
    MeasuredTrial old = measured(now.trace(), one, against.counterpart(contender));
    BaselineEntry before = baseline.baseline().trial(now.entry().name()).orElse(old.entry());
    RegressingRequestFinder finder =
        new RegressingRequestFinder(before, now, Optional.of(old), measures);
    List<JudgedMetricChange> worse =
        ExactMetricJudge.judge(old.entry().figures(), now.entry().figures(), Map.of()).stream()
            .filter(JudgedMetricChange::isWorse)
            .toList();
    return new TwoBuildPictureData(
        now.entry().name(),
        now.trace(),
        one.setting(),
        old.contender(),
        contender,
        finder.sights(worse));
  }

  private MeasuredTrial measured(
      PreparedTrace trace, TrialCombination one, JavaAllocatorContender contender)
      throws IOException {
    return MeasuredTrial.measure(trace, List.of(one), List.of(contender), measures, listener)
        .getFirst();
  }

  private Map<GateMetric, GateTolerance.Allowance> allowances(TrialCombination combination) {
    Map<GateMetric, GateTolerance.Allowance> allowances = new EnumMap<>(GateMetric.class);
    for (GateTolerance tolerance : experiment.tolerances()) {
      if (tolerance.where().matches(combination)) {
        allowances.putAll(tolerance.allowances());
      }
    }
    return allowances;
  }

  private void forEachGroup(GroupWork work) throws IOException {
    for (TrialsAcrossContenders group : groups) {
      PreparedTrace trace = group.prepared();
      work.on(
          MeasuredTrial.measure(
              trace, group.combinations(), group.contenders(), measures, listener));
    }
  }

  /** The names of all trials, in order. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    groups.forEach(group -> group.combinations().forEach(one -> names.add(GateTrialNames.of(one))));
    return names;
  }

  private String rows() {
    return measures.dataPoints().text();
  }
}
