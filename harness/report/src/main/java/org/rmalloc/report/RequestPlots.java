// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rmalloc.replay.result.RequestStretchTimes;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.drawn.ChartPointCollector;
import org.rmalloc.report.drawn.ChartPointCollector.Curve;
import org.rmalloc.report.html.InteractiveOpChart;
import org.rmalloc.report.sound.ComparedContender;
import org.rmalloc.report.sound.ComparisonScores;

/** The interactive charts of one application over its requests. */
final class RequestPlots {
  private RequestPlots() {}

  static List<InteractiveOpChart> ofMemory(ComparisonScores score, ChartPointCollector drawn) {
    List<String> names = names(score);
    List<String> withLive = new ArrayList<>(names);
    withLive.add("live bytes");
    return List.of(
        bytes("Memory claimed", withLive, drawn, Curve.FOOTPRINT),
        bytes("Overhead: metadata, padding, rounding", names, drawn, Curve.OVERHEAD),
        new InteractiveOpChart(
            "Largest request that would succeed, share of the heap",
            "share",
            "%",
            false,
            0,
            names,
            false,
            drawn.sample(Curve.SHARE),
            Map.of()));
  }

  static InteractiveOpChart ofTime(ComparisonScores score, ChartPointCollector drawn) {
    return new InteractiveOpChart(
        "Time of a request",
        "time",
        "ns",
        true,
        1,
        names(score),
        false,
        drawn.sample(Curve.TIME),
        stretches(score));
  }

  /** Of each contender whose file has them, the timer's overhead taken off as from the points. */
  private static Map<String, List<RequestStretchTimes>> stretches(ComparisonScores score) {
    Map<String, List<RequestStretchTimes>> stretches = new TreeMap<>();
    for (ComparedContender contender : score.contenders()) {
      contender.result().ifPresent(result -> stretches.put(contender.label(), stretches(result)));
    }
    return stretches;
  }

  private static List<RequestStretchTimes> stretches(TrialResult result) {
    long overhead =
        result.header().environment().map(TimingEnvironment::timerOverheadNanos).orElse(0L);
    return result.summary().timing().map(TimingResult::stretches).orElse(List.of()).stream()
        .map(stretch -> stretch.less(overhead))
        .toList();
  }

  private static List<String> names(ComparisonScores score) {
    return score.contenders().stream().map(ComparedContender::label).toList();
  }

  private static InteractiveOpChart bytes(
      String title, List<String> names, ChartPointCollector drawn, Curve curve) {
    return new InteractiveOpChart(
        title,
        "bytes",
        "bytes",
        false,
        0,
        names,
        curve == Curve.FOOTPRINT,
        drawn.sample(curve),
        Map.of());
  }
}
