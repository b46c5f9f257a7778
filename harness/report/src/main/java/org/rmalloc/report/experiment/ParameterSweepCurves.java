// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rmalloc.report.chart.Chart;
import org.rmalloc.report.chart.ChartLine;
import org.rmalloc.report.chart.LineChart;
import org.rmalloc.report.chart.SeriesStyle;

/** Curves over what an experiment sweeps: three or more numeric values of one thing. */
final class ParameterSweepCurves {
  private static final int MIN_VALUES = 3;
  private static final Pattern FACTOR = Pattern.compile("(\\d+(?:\\.\\d+)?)x");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

  private ParameterSweepCurves() {}

  /** A figure over heaps that are factors of the peak; empty where these are too few. */
  static Optional<Chart> overHeaps(List<MeasuredCombination> observations, ComparedMetric figure) {
    if (figure == ComparedMetric.MIN_HEAP) {
      return Optional.empty(); // which is the same in every heap
    }
    return overHeaps(
        observations,
        "%s, over the heap".formatted(figure.title()),
        Chart.Axis.of(figure.axis()),
        true,
        // of a heap in which it does not finish on every trace, a mean would be of other traces
        (all, contender) -> ContenderMeansByTrace.of(all, figure).meanOverAll(contender));
  }

  /** The share of runs that finish over heaps that are factors of the peak. */
  static Optional<Chart> finishedOverHeaps(List<MeasuredCombination> observations) {
    return overHeaps(
        observations,
        "Runs that finish, over the heap",
        new Chart.Axis("Share of runs", Chart.Scale.LINEAR, Chart.Unit.PERCENT),
        false,
        ParameterSweepCurves::finished);
  }

  private static double finished(List<MeasuredCombination> all, String contender) {
    List<MeasuredCombination> runs =
        all.stream()
            .filter(one -> one.contender().equals(contender) && one.result().isPresent())
            .toList();
    return 100.0 * runs.stream().filter(MeasuredCombination::finished).count() / runs.size();
  }

  /** A value of a contender in some observations; NaN for none. */
  @FunctionalInterface
  private interface Value {
    double of(List<MeasuredCombination> observations, String contender);
  }

  private static Optional<Chart> overHeaps(
      List<MeasuredCombination> observations,
      String title,
      Chart.Axis y,
      boolean ranked,
      Value value) {
    TreeMap<Double, List<MeasuredCombination>> byHeap = new TreeMap<>();
    for (MeasuredCombination one : observations) {
      factor(one.row().heap())
          .ifPresent(heap -> byHeap.computeIfAbsent(heap, _ -> new ArrayList<>()).add(one));
    }
    if (byHeap.size() < MIN_VALUES) {
      return Optional.empty();
    }
    Predicate<MeasuredCombination> shown = one -> !ranked || !one.isLowerBound();
    List<ChartLine> lines = new ArrayList<>();
    for (String contender :
        observations.stream()
            .filter(shown)
            .map(MeasuredCombination::contender)
            .distinct()
            .toList()) {
      Map<Double, Double> curve = new LinkedHashMap<>();
      byHeap.forEach((heap, some) -> curve.put(heap, value.of(some, contender)));
      lines.add(line(contender, curve));
    }
    return Optional.of(new LineChart(title, Chart.Axis.of("Heap ÷ peak of live bytes"), y, lines));
  }

  private static Optional<Double> factor(String heap) {
    Matcher factor = FACTOR.matcher(heap);
    return factor.matches() ? Optional.of(Double.valueOf(factor.group(1))) : Optional.empty();
  }

  /**
   * A figure over each option that contenders of one allocator sweep, by the option's name; a line
   * for each combination of their other options.
   */
  static Map<String, Chart> overOptions(
      List<MeasuredCombination> observations, ComparedMetric figure) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (String option : numericOptions(observations)) {
      Map<String, Map<Double, String>> families = families(observations, option);
      families.values().removeIf(family -> family.size() < MIN_VALUES);
      if (!families.isEmpty()) {
        charts.put(option, overOption(observations, figure, option, families));
      }
    }
    return charts;
  }

  private static Set<String> numericOptions(List<MeasuredCombination> observations) {
    Set<String> options = new TreeSet<>();
    observations.forEach(
        one ->
            one.row()
                .options()
                .forEach(
                    (name, value) -> {
                      if (NUMBER.matcher(value).matches()) {
                        options.add(name);
                      }
                    }));
    return options;
  }

  /** Labels by the option's value, in families that differ in nothing else. */
  private static Map<String, Map<Double, String>> families(
      List<MeasuredCombination> observations, String option) {
    Map<String, Map<Double, String>> families = new LinkedHashMap<>();
    for (MeasuredCombination one : observations) {
      String value = one.row().options().getOrDefault(option, "");
      if (NUMBER.matcher(value).matches()) {
        families
            .computeIfAbsent(familyOf(one, option), _ -> new TreeMap<>())
            .putIfAbsent(Double.valueOf(value), one.contender());
      }
    }
    return families;
  }

  private static String familyOf(MeasuredCombination one, String option) {
    Map<String, String> others = new TreeMap<>(one.row().options());
    others.remove(option);
    return one.row().allocator() + " " + others;
  }

  private static Chart overOption(
      List<MeasuredCombination> observations,
      ComparedMetric figure,
      String option,
      Map<String, Map<Double, String>> families) {
    ContenderMeansByTrace blocks = ContenderMeansByTrace.of(observations, figure);
    List<ChartLine> lines = new ArrayList<>();
    for (Map<Double, String> family : families.values()) {
      Map<Double, Double> curve = new LinkedHashMap<>();
      family.forEach((value, contender) -> curve.put(value, blocks.meanOverAll(contender)));
      lines.add(line(name(List.copyOf(family.values())), curve));
    }
    return new LineChart(
        "%s, over %s".formatted(figure.title(), option),
        Chart.Axis.of(option),
        Chart.Axis.of(figure.axis()),
        lines);
  }

  /** What the labels of a family have in common: where they differ stands an ellipsis. */
  private static String name(List<String> labels) {
    String first = labels.getFirst();
    int start = 0;
    while (labels.stream().allMatch(commonPrefix(first, start + 1))) {
      start++;
    }
    return start == 0 ? first + "…" : first.substring(0, start).replaceFirst("[^A-Za-z0-9]+$", "");
  }

  private static Predicate<String> commonPrefix(String of, int length) {
    return label -> of.length() >= length && label.startsWith(of.substring(0, length));
  }

  private static ChartLine line(String name, Map<Double, Double> curve) {
    return new ChartLine(
        name,
        SeriesStyle.of(name),
        curve.keySet().stream().mapToDouble(x -> x).toArray(),
        curve.values().stream().mapToDouble(y -> y).toArray());
  }
}
