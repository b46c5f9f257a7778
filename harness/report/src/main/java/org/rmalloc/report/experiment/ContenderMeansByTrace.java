// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * A figure of every contender on every trace: the geometric mean over those settings in which every
 * contender that has the figure on that trace at all has it, so that all are compared under equal
 * conditions.
 */
final class ContenderMeansByTrace {
  private final List<String> contenders;
  private final List<String> traces;
  private final Map<String, Map<String, Double>> values = new LinkedHashMap<>(); // trace, contender

  private ContenderMeansByTrace(List<String> contenders, List<String> traces) {
    this.contenders = contenders;
    this.traces = traces;
  }

  /** Of some observations, contenders and traces in their order. */
  static ContenderMeansByTrace of(List<MeasuredCombination> observations, ComparedMetric figure) {
    ContenderMeansByTrace blocks =
        new ContenderMeansByTrace(
            observations.stream().map(MeasuredCombination::contender).distinct().toList(),
            observations.stream().map(MeasuredCombination::trace).distinct().toList());
    for (String trace : blocks.traces) {
      blocks.values.put(
          trace,
          valuesOn(
              observations.stream().filter(one -> one.trace().equals(trace)).toList(), figure));
    }
    return blocks;
  }

  private static Map<String, Double> valuesOn(
      List<MeasuredCombination> observations, ComparedMetric figure) {
    Map<String, Map<String, Double>> bySetting = new LinkedHashMap<>(); // setting, contender
    Set<String> able = new LinkedHashSet<>();
    for (MeasuredCombination one : observations) {
      OptionalDouble value = one.result().map(figure::of).orElse(OptionalDouble.empty());
      if (value.isPresent()) {
        able.add(one.contender());
        bySetting
            .computeIfAbsent(one.setting(), _ -> new TreeMap<>())
            .put(one.contender(), value.getAsDouble());
      }
    }
    List<Map<String, Double>> common =
        bySetting.values().stream().filter(one -> one.keySet().containsAll(able)).toList();
    Map<String, Double> means = new LinkedHashMap<>();
    if (!common.isEmpty()) {
      able.forEach(
          contender ->
              means.put(
                  contender,
                  GeometricMean.mean(common.stream().map(one -> one.get(contender)).toList())));
    }
    return means;
  }

  List<String> contenders() {
    return contenders;
  }

  List<String> traces() {
    return traces;
  }

  /** The figures of a contender on the traces where it has one. */
  List<Double> of(String contender) {
    List<Double> figures = new ArrayList<>();
    for (String trace : traces) {
      Double value = values.get(trace).get(contender);
      if (value != null) {
        figures.add(value);
      }
    }
    return figures;
  }

  /** The geometric mean of a contender's figures; NaN unless it has one on every trace. */
  double meanOverAll(String contender) {
    List<Double> figures = of(contender);
    return figures.size() == traces.size() ? GeometricMean.mean(figures) : Double.NaN;
  }

  /** The figure of a contender on a trace; NaN where it has none. */
  double of(String contender, String trace) {
    return values.get(trace).getOrDefault(contender, Double.NaN);
  }

  /** Whether nobody has a figure. */
  boolean isEmpty() {
    return values.values().stream().allMatch(Map::isEmpty);
  }
}
