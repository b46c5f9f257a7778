// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.report.points.JointDataPointCursor;
import org.rmalloc.report.points.StatsFile;

/**
 * Scores the files of one trace and heap size in one pass over them all, in memory that does not
 * grow with their points.
 */
public final class ComparisonScorer {
  private final List<ComparedContender> contenders = new ArrayList<>();
  private final SameOpTimeComparison times;
  private final LargestFreeComparison spaces;

  private ComparisonScorer(List<? extends StatsFile> files) {
    for (StatsFile file : files) {
      contenders.add(new ComparedContender(contenders.size(), file));
    }
    times = new SameOpTimeComparison(contenders);
    spaces = new LargestFreeComparison(contenders);
  }

  /**
   * Scores files.
   *
   * @param files at least one
   * @param witness sees every op that a file has a point of, too: to draw charts from the same pass
   */
  public static ComparisonScores score(
      String app,
      long heapSize,
      List<? extends StatsFile> files,
      Consumer<JointDataPointCursor> witness)
      throws IOException {
    ComparisonScorer scoring = new ComparisonScorer(files);
    scoring.read(files, witness);
    Optional<MachineNoise> noise = scoring.noise();
    return new ComparisonScores(
        app,
        heapSize,
        scoring.times.points(),
        scoring.contenders,
        noise,
        new SpeedRanking(scoring.contenders, scoring.times, noise).rows(),
        new SpaceRanking(scoring.contenders, scoring.spaces).rows());
  }

  private Optional<MachineNoise> noise() {
    List<TimingResult> timings = contenders.stream().flatMap(one -> one.timing().stream()).toList();
    return timings.isEmpty() ? Optional.empty() : Optional.of(MachineNoise.of(timings));
  }

  private void read(List<? extends StatsFile> files, Consumer<JointDataPointCursor> witness)
      throws IOException {
    long last = -1;
    try (JointDataPointCursor points = new JointDataPointCursor(files)) {
      while (points.next()) {
        last = points.opIndex();
        contenders.forEach(contender -> contender.observe(points));
        if (points.isCommon()) {
          times.observe(points);
          spaces.observe(points);
        }
        witness.accept(points);
      }
      for (ComparedContender contender : contenders) {
        contender.finish(points, last);
      }
    }
  }
}
