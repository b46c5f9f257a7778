// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import org.rmalloc.report.drawn.ChartPointCollector;
import org.rmalloc.report.sound.SoundScore;
import org.rmalloc.report.sound.SoundScoring;

/** A group's scores, and the points that charts of it draw. */
record ScoredGroup(SoundScore score, ChartPointCollector drawn) {
  /** Reads the group's files, once. */
  static ScoredGroup of(ComparedGroup group) throws IOException {
    ChartPointCollector drawn = new ChartPointCollector(group.files());
    return new ScoredGroup(
        SoundScoring.score(group.app(), group.heapSize(), group.files(), drawn), drawn);
  }
}
