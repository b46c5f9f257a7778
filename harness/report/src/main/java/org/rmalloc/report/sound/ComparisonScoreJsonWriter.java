// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.List;
import java.util.OptionalDouble;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.SpaceFigures;
import tools.jackson.core.JsonGenerator;

/** Writes the scores of a comparison as JSON; null where there is nothing to say. */
public final class ComparisonScoreJsonWriter {
  private ComparisonScoreJsonWriter() {}

  /**
   * Writes a list of one object an application.
   *
   * @param findings in words, a list for each application
   */
  public static void write(
      JsonGenerator json, List<ComparisonScores> scores, List<List<String>> findings) {
    json.writeStartArray();
    writeEach(json, scores, findings);
    json.writeEndArray();
  }

  /** The same in a list that others stand in, too. */
  public static void writeEach(
      JsonGenerator json, List<ComparisonScores> scores, List<List<String>> findings) {
    for (int app = 0; app < scores.size(); app++) {
      write(json, scores.get(app), findings.get(app));
    }
  }

  /** Writes one application's object. */
  private static void write(JsonGenerator json, ComparisonScores score, List<String> findings) {
    json.writeStartObject();
    json.writeStringProperty("app", score.app());
    json.writeNumberProperty("heap_size", score.heapSize());
    json.writeNumberProperty("points", score.points());
    json.writeArrayPropertyStart("verdict");
    findings.forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("speed");
    if (score.isTimed()) {
      score.speed().forEach(row -> speed(json, row));
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("space");
    score.space().forEach(row -> space(json, row));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void speed(JsonGenerator json, SpeedRankingRow row) {
    json.writeStartObject();
    common(json, row.contender(), row.eligibility(), row.rank());
    if (row.figures().isPresent()) {
      figures(json, row.figures().get());
    } else {
      for (String name :
          List.of("penalty_count", "penalty_weighted", "best", "worst", "average", "median")) {
        json.writeNullProperty(name);
      }
    }
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, SpeedRankingRow.Figures figures) {
    number(json, "penalty_count", figures.penaltyCount());
    number(json, "penalty_weighted", figures.penaltyWeighted());
    number(json, "best", figures.best());
    number(json, "worst", figures.worst());
    measured(json, "average", figures.average());
    number(json, "median", figures.median());
    measured(json, "mean_ratio", figures.meanRatio());
    number(json, "geometric_ratio", figures.geometricRatio());
    json.writeBooleanProperty("differs", figures.differs());
    number(json, "p99_ns", figures.p99());
    number(json, "slowest_ns", figures.slowest());
    number(json, "longest_pause_ns", figures.longestPause());
    number(json, "resolution_ns", figures.resolution());
  }

  /** The value under its name, the interval's ends under the name with an ending. */
  private static void measured(JsonGenerator json, String name, ConfidenceInterval interval) {
    number(json, name, interval.value());
    number(json, name + "_low", interval.low());
    number(json, name + "_high", interval.high());
  }

  private static void space(JsonGenerator json, SpaceRankingRow row) {
    json.writeStartObject();
    common(json, row.contender(), row.eligibility(), row.rank());
    number(json, "penalty_count", row.penaltyCount());
    number(json, "penalty_weighted", row.penaltyWeighted());
    number(json, "best", row.best());
    number(json, "worst", row.worst());
    number(json, "footprint", row.footprint().orElse(Double.NaN));
    number(json, "footprint_ratio", row.footprintRatio().orElse(Double.NaN));
    number(json, "peak_live", row.contender().peakUsed());
    number(json, "largest_free_minimum", row.contender().minimumLargestFree());
    row.contender().space().ifPresent(space -> space(json, row.contender(), space));
    json.writeEndObject();
  }

  private static void space(JsonGenerator json, ComparedContender contender, SpaceFigures space) {
    ContenderFigures figures = ContenderFigures.of(contender.result().orElseThrow());
    ReplayPeaks peaks = space.peaks();
    json.writeNumberProperty("overhead", peaks.overheadAtFootprint());
    json.writeNumberProperty("internal", peaks.internalBytes());
    json.writeNumberProperty("maxmem_minimum", space.minima().maxmem());
    Fragmentation fragmentation = space.fragmentation();
    optional(json, "fragmentation_1", fragmentation.measure1());
    optional(json, "fragmentation_2", fragmentation.measure2());
    optional(json, "fragmentation_3", fragmentation.measure3());
    optional(json, "fragmentation_4", fragmentation.measure4());
    number(json, "cost_per_op", figures.costPerOp().orElseThrow());
    number(json, "oom_cost_per_op", figures.oomCostPerOp().orElseThrow());
    CompactionTotals compactions = space.compactions();
    json.writeNumberProperty("compactions", compactions.count());
    json.writeNumberProperty("bytes_moved", compactions.bytesMoved());
    json.writeNumberProperty("pause_bytes", compactions.pauseBytes());
  }

  private static void common(
      JsonGenerator json, ComparedContender contender, RankingEligibility eligibility, int rank) {
    json.writeStringProperty("driver", contender.label());
    if (rank > 0) {
      json.writeNumberProperty("rank", rank);
    } else {
      json.writeNullProperty("rank");
    }
    json.writeBooleanProperty("bound", eligibility == RankingEligibility.LOWER_BOUND);
    json.writeBooleanProperty("finished", contender.finished());
    if (contender.finished()) {
      json.writeNullProperty("stopped_at");
    } else {
      json.writeNumberProperty("stopped_at", contender.stoppedAt());
    }
  }

  private static void optional(JsonGenerator json, String name, OptionalDouble value) {
    number(json, name, value.orElse(Double.NaN));
  }

  private static void number(JsonGenerator json, String name, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      json.writeNullProperty(name);
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumberProperty(name, (long) value);
    } else {
      json.writeNumberProperty(name, value);
    }
  }
}
