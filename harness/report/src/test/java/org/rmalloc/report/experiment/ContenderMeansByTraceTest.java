// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rmalloc.experiment.matrix.CombinationField;
import org.rmalloc.report.table.CsvTablePrinter;
import org.rmalloc.report.table.TextTablePrinter;

/** Means are geometric, and over equal conditions. */
class ContenderMeansByTraceTest {
  private static final int WIDTH = 100;

  @Test
  void onlySettingsThatAllHaveAreCompared() {
    List<MeasuredCombination> observations =
        List.of(
            Observations.of("t", "a", "1x", 100, 200),
            Observations.of("t", "a", "2x", 100, 800),
            Observations.of("t", "b", "1x", 100, 0), // b does not manage the harder setting
            Observations.of("t", "b", "2x", 100, 400));
    ContenderMeansByTrace blocks = ContenderMeansByTrace.of(observations, ComparedMetric.MIN_HEAP);
    assertEquals(8, blocks.of("a", "t"), 1e-12);
    assertEquals(4, blocks.of("b", "t"), 1e-12);
  }

  @Test
  void whoNeverHasAFigureDoesNotTakeItFromTheOthers() {
    List<MeasuredCombination> observations =
        List.of(
            Observations.of("t", "a", "1x", 100, 200), Observations.of("t", "never", "1x", 100, 0));
    ContenderMeansByTrace blocks = ContenderMeansByTrace.of(observations, ComparedMetric.MIN_HEAP);
    assertEquals(2, blocks.of("a", "t"), 1e-12);
    assertTrue(Double.isNaN(blocks.of("never", "t")));
    assertEquals(List.of(), blocks.of("never"));
  }

  @Test
  void meansAreGeometricAndIntervalsOfTheirLogarithms() {
    assertEquals(4, GeometricMean.mean(List.of(2.0, 8.0)), 1e-12);
    // logs ±1 around the mean: s = √2, t(0.975; 1) = 12.706, over √2
    double factor = GeometricMean.factor(List.of(Math.exp(1), Math.exp(-1)));
    assertEquals(12.706, Math.log(factor), 1e-3);
    assertTrue(Double.isNaN(GeometricMean.factor(List.of(3.0))));
  }

  @Test
  void aColumnForEachTraceHasItsOwnBestAndAMean() {
    List<MeasuredCombination> observations =
        List.of(
            Observations.of("t1", "a", "2x", 100, 110),
            Observations.of("t1", "b", "2x", 100, 120),
            Observations.of("t2", "a", "2x", 100, 440),
            Observations.of("t2", "b", "2x", 100, 0));
    assertEquals(
        "contender,t1,t2,mean\na,1.100,4.400,2.200\nb,1.200,-,-\n",
        CsvTablePrinter.of(
            MetricByFieldTable.of(observations, ComparedMetric.MIN_HEAP, CombinationField.TRACE)));
    assertEquals(
        Optional.empty(),
        AllTracesTable.ranks(observations.subList(0, 2), ComparedMetric.MIN_HEAP));
  }

  @Test
  void whereNobodyFinishedNobodyIsBest() {
    List<MeasuredCombination> observations =
        List.of(Observations.of("t1", "a", "2x", 100, 0), Observations.of("t1", "b", "2x", 100, 0));
    String table =
        TextTablePrinter.of(
            MetricByFieldTable.of(observations, ComparedMetric.MIN_HEAP, CombinationField.TRACE),
            WIDTH);
    assertFalse(table.contains("*"), table);
  }
}
