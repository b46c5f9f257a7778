// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import org.rmalloc.report.drawn.ChartPointCollector;
import org.rmalloc.report.sound.ComparisonScore;
import org.rmalloc.report.sound.ComparisonScorer;

/** A group's scores, and the points that charts of it draw. */
record ComparisonScoreAndPoints(ComparisonScore score, ChartPointCollector drawn) {
  /** Reads the group's files, once. */
  static ComparisonScoreAndPoints of(ComparedFileGroup group) throws IOException {
    ChartPointCollector drawn = new ChartPointCollector(group.files());
    return new ComparisonScoreAndPoints(
        ComparisonScorer.score(group.app(), group.heapSize(), group.files(), drawn), drawn);
  }
}
