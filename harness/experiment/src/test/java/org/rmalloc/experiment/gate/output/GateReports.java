// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.output;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rmalloc.experiment.baseline.Baseline;
import org.rmalloc.experiment.baseline.BaselineEntry;
import org.rmalloc.experiment.baseline.DeterministicTrialFigures;
import org.rmalloc.experiment.baseline.FootprintAndCostTrail;
import org.rmalloc.experiment.gate.GateReport;
import org.rmalloc.experiment.gate.GateTrialVerdict;
import org.rmalloc.experiment.gate.JudgedMetricChange;
import org.rmalloc.experiment.gate.RegressingRequest;
import org.rmalloc.experiment.gate.time.BuildTimePair;
import org.rmalloc.experiment.gate.time.GateForkTime;
import org.rmalloc.experiment.gate.time.GateTimeJudge;
import org.rmalloc.experiment.matrix.GateMetric;
import org.rmalloc.trace.OpKind;

/** Reports to be written in every form; with names as bad as can be. */
final class GateReports {
  static final String BAD_NAME = "a%b\r\nc:d,e\"f<g>&h|i\\j · t · 2x";

  private GateReports() {}

  static GateReport with(GateReport report, List<GateTrialVerdict> trials) {
    return new GateReport(
        report.experiment(),
        report.baselineFile(),
        report.baseline(),
        trials,
        report.time(),
        report.strict(),
        report.notes());
  }

  /** One trial, twelve figures worse. */
  static GateReport report(boolean timed) {
    BaselineEntry after = entry();
    List<JudgedMetricChange> changes = new ArrayList<>();
    Map<String, List<RegressingRequest>> places = new LinkedHashMap<>();
    for (GateMetric figure : after.figures().values().keySet()) {
      changes.add(
          new JudgedMetricChange(
              figure.key(),
              figure.unit(),
              OptionalLong.of(229_832),
              OptionalLong.of(233_928),
              JudgedMetricChange.Kind.WORSE,
              0));
      places.put(
          figure.key(),
          List.of(
              new RegressingRequest(
                  RegressingRequest.Role.FIRST_WORSE,
                  figure.key(),
                  2_944,
                  2_944,
                  OpKind.NEW,
                  4_368,
                  OptionalLong.of(61_440),
                  OptionalLong.of(65_536))));
    }
    GateTrialVerdict verdict =
        new GateTrialVerdict(
            Optional.of(after), after, changes, places, Optional.empty(), List.of());
    List<BuildTimePair> pairs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pairs.add(
          new BuildTimePair(
              new GateForkTime(10 + i % 3, 1), new GateForkTime(10 + i % 4, 1), i % 2 == 0));
    }
    return new GateReport(
        "gate.yaml",
        "dir/b,1.json",
        new Baseline.Located(Baseline.of("1", List.of(after)), Map.of()),
        List.of(verdict),
        timed
            ? Optional.of(
                new GateTimeJudge(0.01, 0.02)
                    .judge(List.of(new GateTimeJudge.Measured(BAD_NAME, pairs)), pairs))
            : Optional.empty(),
        GateReport.Strictness.NONE,
        List.of("a note"));
  }

  private static BaselineEntry entry() {
    Map<GateMetric, OptionalLong> values = new EnumMap<>(GateMetric.class);
    for (GateMetric figure : GateMetric.values()) {
      if (figure != GateMetric.COMPACTIONS) {
        values.put(figure, OptionalLong.of(233_928));
      }
    }
    return new BaselineEntry(
        BAD_NAME,
        "0".repeat(64),
        "0".repeat(64),
        "mine",
        new DeterministicTrialFigures(true, OptionalLong.empty(), values),
        FootprintAndCostTrail.EMPTY);
  }
}
