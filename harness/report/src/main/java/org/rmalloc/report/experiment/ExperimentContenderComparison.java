// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.experiment.store.ExperimentTrialList;
import org.rmalloc.experiment.store.ExperimentTrialRow;
import org.rmalloc.experiment.store.ResultStore;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.split.FootprintSplitCharts;
import org.rmalloc.report.split.FootprintSplitTable;
import org.rmalloc.report.split.FootprintSplits;
import org.rmalloc.report.table.Table;
import org.rmalloc.trace.CountWithNoun;

/** The contenders of an experiment compared over its traces and settings. */
public final class ExperimentContenderComparison {
  private final String experiment;
  private final List<MeasuredCombination> observations;

  private ExperimentContenderComparison(String experiment, List<MeasuredCombination> observations) {
    this.experiment = experiment;
    this.observations = observations;
  }

  /** Of what a store holds of an experiment; reads every result once. */
  public static ExperimentContenderComparison of(ResultStore store, ExperimentTrialList manifest)
      throws IOException {
    List<MeasuredCombination> observations = new ArrayList<>();
    Map<String, Optional<TrialResult>> byFile = new LinkedHashMap<>();
    for (ExperimentTrialRow row : manifest.rows()) {
      if (!byFile.containsKey(row.file())) {
        byFile.put(row.file(), store.result(row.file()));
      }
      observations.add(new MeasuredCombination(row, byFile.get(row.file())));
    }
    return new ExperimentContenderComparison(manifest.experiment(), observations);
  }

  /**
   * A table for each figure.
   *
   * @param by a column for each value of this field; where it is empty, means with intervals and
   *     ranks over the traces
   */
  public List<Table> tables(Optional<CombinationField> by) {
    List<Table> tables = new ArrayList<>();
    for (ComparedMetric figure : figures()) {
      if (figure == ComparedMetric.MIN_HEAP && by.equals(Optional.of(CombinationField.HEAP))) {
        continue; // the same in every heap
      }
      tables.add(
          by.isPresent()
              ? MetricByFieldTable.of(observations, figure, by.get())
              : AllTracesTable.of(observations, figure));
    }
    if (by.isEmpty()) {
      FootprintSplits.dividedIn(results()).map(FootprintSplitTable::of).ifPresent(tables::add);
    }
    return tables;
  }

  /** Charts by name: critical differences, and curves of what the experiment sweeps. */
  public Map<String, Chart> charts() {
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (ComparedMetric figure : figures()) {
      String name = figure.name().toLowerCase(Locale.ROOT).replace('_', '-');
      AllTracesTable.ranks(observations, figure)
          .ifPresent(ranks -> charts.put("ranks-" + name, ranks.chart(figure.title())));
      ParameterSweepCurves.overOptions(observations, figure)
          .forEach((option, chart) -> charts.put(name + "-over-" + option, chart));
      ParameterSweepCurves.overHeaps(observations, figure)
          .ifPresent(chart -> charts.put(name + "-over-heap", chart));
    }
    ParameterSweepCurves.finishedOverHeaps(observations)
        .ifPresent(chart -> charts.put("finished-over-heap", chart));
    FootprintSplits.dividedIn(results())
        .flatMap(FootprintSplitCharts::of)
        .ifPresent(chart -> charts.put(FootprintSplitCharts.NAME, chart));
    return charts;
  }

  private List<TrialResult> results() {
    return observations.stream().flatMap(one -> one.result().stream()).distinct().toList();
  }

  /** What is to be said of the whole: what is missing, which times are not compared. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    long missing = observations.stream().filter(one -> one.result().isEmpty()).count();
    if (missing > 0) {
      notes.add(
          "%s: %,d of %s not measured yet"
              .formatted(
                  experiment, missing, CountWithNoun.of(observations.size(), "combination")));
    }
    if (machines() > 1) {
      notes.add("times were taken on %d machines and are not compared".formatted(machines()));
    }
    return notes;
  }

  private List<ComparedMetric> figures() {
    List<ComparedMetric> figures = new ArrayList<>();
    for (ComparedMetric figure : ComparedMetric.values()) {
      boolean comparable = figure != ComparedMetric.TIME || machines() == 1;
      if (comparable && !ContenderMeansByTrace.of(observations, figure).isEmpty()) {
        figures.add(figure);
      }
    }
    return figures;
  }

  /** On how many machines times were taken. */
  private long machines() {
    return results().stream()
        .map(TrialResult::header)
        .map(AllocStatsHeader::environment)
        .flatMap(Optional::stream)
        .map(ExperimentContenderComparison::machine)
        .distinct()
        .count();
  }

  private static List<String> machine(TimingEnvironment environment) {
    return List.of(environment.host(), environment.jdk(), environment.cpu(), environment.os());
  }
}
