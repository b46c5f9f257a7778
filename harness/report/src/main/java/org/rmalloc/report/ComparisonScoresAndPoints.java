// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import org.rmalloc.report.drawn.ChartPointCollector;
import org.rmalloc.report.sound.ComparisonScorer;
import org.rmalloc.report.sound.ComparisonScores;

/** A group's scores, and the points that charts of it draw. */
record ComparisonScoresAndPoints(ComparisonScores score, ChartPointCollector drawn) {
  /** Reads the group's files, once. */
  static ComparisonScoresAndPoints of(ComparedFileGroup group) throws IOException {
    ChartPointCollector drawn = new ChartPointCollector(group.files());
    return new ComparisonScoresAndPoints(
        ComparisonScorer.score(group.app(), group.heapSize(), group.files(), drawn), drawn);
  }
}
