package org.rmalloc.report;

import java.util.ArrayList;
import java.util.List;
import org.rmalloc.report.drawn.DrawnPoints;
import org.rmalloc.report.drawn.DrawnPoints.Curve;
import org.rmalloc.report.html.PlotSpec;
import org.rmalloc.report.sound.ScoredContender;
import org.rmalloc.report.sound.SoundScore;

/** The interactive charts of one application. */
final class Plots {
  private Plots() {}

  static List<PlotSpec> of(SoundScore score, DrawnPoints drawn) {
    List<String> names = score.contenders().stream().map(ScoredContender::label).toList();
    List<PlotSpec> plots = new ArrayList<>();
    plots.add(
        new PlotSpec("Time of a request", "time", "ns", true, 1, names, drawn.sample(Curve.TIME)));
    plots.add(
        new PlotSpec(
            "Largest allocatable block, share of the heap",
            "share",
            "%",
            false,
            0,
            names,
            drawn.sample(Curve.SHARE)));
    plots.add(bytes("Memory claimed", names, drawn, Curve.FOOTPRINT));
    plots.add(bytes("Live bytes", names, drawn, Curve.LIVE));
    plots.add(bytes("Overhead", names, drawn, Curve.OVERHEAD));
    plots.add(bytes("Free bytes", names, drawn, Curve.FREE));
    return plots;
  }

  private static PlotSpec bytes(String title, List<String> names, DrawnPoints drawn, Curve curve) {
    return new PlotSpec(title, "bytes", "bytes", false, 0, names, drawn.sample(curve));
  }
}
