// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.JointDataPointCursor;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;

/** One contender in a comparison: what its own file says, gathered point by point. */
public final class ComparedContender {
  private static final int DIGITS = 3;

  private final int index;
  private final StatsFileHeader header;
  private final Optional<AllocStatsHeader> making;
  private final Histogram latencies = new Histogram(DIGITS);
  private long points;
  private long lastOp = -1;
  private double oomNanos;
  private double longestPause;
  private double minimumLargestFree = Double.POSITIVE_INFINITY;
  private double peakUsed;
  private boolean timed = true;
  private Optional<ReplaySummary> summary = Optional.empty();
  private String sha256 = "";
  private boolean stoppedEarly;

  ComparedContender(int index, StatsFile file) {
    this.index = index;
    this.header = file.header();
    this.making = file.making();
  }

  /** Takes in its point at this op, if it has one. */
  void observe(JointDataPointCursor at) {
    if (!at.has(index)) {
      return;
    }
    points++;
    lastOp = at.opIndex();
    minimumLargestFree = Math.min(minimumLargestFree, at.get(index, DataPointColumn.LARGEST_FREE));
    peakUsed = Math.max(peakUsed, at.get(index, DataPointColumn.USED));
    double nanos = opNanos(at) + oomNanos(at);
    if (Double.isNaN(nanos)) {
      timed = false;
    } else {
      latencies.recordValue(Math.round(nanos));
      oomNanos += oomNanos(at);
      longestPause = Math.max(longestPause, oomNanos(at));
    }
  }

  /** Takes in what only the file's end tells. */
  void finish(JointDataPointCursor at, long lastOpOfAll) throws IOException {
    summary = at.cursor(index).summary();
    sha256 = at.cursor(index).sha256();
    stoppedEarly = summary.map(s -> !s.finished()).orElse(lastOp < lastOpOfAll);
  }

  /** Nanoseconds of the op alone, the timer's overhead taken off. */
  double opNanos(JointDataPointCursor at) {
    return withoutTimer(at.get(index, DataPointColumn.OP_TIME));
  }

  /** Nanoseconds of its out-of-memory handling, the timer's overhead taken off. */
  double oomNanos(JointDataPointCursor at) {
    return withoutTimer(at.get(index, DataPointColumn.OOM_TIME));
  }

  private double withoutTimer(double nanos) {
    double overhead = header.clock().map(StatsFileHeader.Clock::overheadNanos).orElse(0.0);
    // Of NaN it stays NaN; 0 was not timed at all.
    return nanos == 0 ? 0 : Math.max(0, nanos - overhead);
  }

  int index() {
    return index;
  }

  /** What the file says of itself. */
  public StatsFileHeader header() {
    return header;
  }

  /** What it is called in this comparison. */
  public String label() {
    return header.label();
  }

  /** How the file was made; the 2014 tool did not say. */
  public Optional<AllocStatsHeader> making() {
    return making;
  }

  /** The result, rows apart, of a file of ours; empty while rows are left. */
  public Optional<TrialResult> result() {
    return making.flatMap(header -> summary.map(whole -> new TrialResult(header, whole)));
  }

  /** What the space pass measured, where the file has it. */
  public Optional<SpaceFigures> space() {
    return summary.flatMap(ReplaySummary::space);
  }

  /** Why it did not finish; empty when it did. */
  public String reason() {
    return summary
        .map(whole -> whole.outcome().reason())
        .orElseGet(() -> finished() ? "" : "stopped at op %d".formatted(stoppedAt()));
  }

  /** The whole replay in figures, where the file has them. */
  public Optional<ReplaySummary> summary() {
    return summary;
  }

  /** What its forks measured, where the file has it. */
  public Optional<TimingResult> timing() {
    return summary.flatMap(ReplaySummary::timing);
  }

  /** SHA-256 of the file as it lies on disk. */
  public String sha256() {
    return sha256;
  }

  /** Points in its file. */
  public long points() {
    return points;
  }

  /** Whether its times were taken. */
  public boolean timed() {
    return timed;
  }

  /** Whether the replay came to its end. */
  public boolean finished() {
    return !stoppedEarly;
  }

  /** The op that could not be met; of a 2014 file the one after its last point. */
  public long stoppedAt() {
    return summary.flatMap(ReplaySummary::stop).map(UnmetRequest::opIndex).orElse(lastOp + 1);
  }

  /** Whether its provider declares it a lower bound, which takes part in no ranking. */
  public boolean isLowerBound() {
    return making.filter(AllocStatsHeader::isLowerBound).isPresent();
  }

  /** What time says nothing below: the clock's grain, and 1 ns at the least. */
  double resolution() {
    return Math.max(1, header.clock().map(StatsFileHeader.Clock::resolutionNanos).orElse(0.0));
  }

  /** Whether there is a point for every request, so that the points' mean is that of all. */
  boolean hasAllPoints() {
    return summary.map(s -> s.requestsMet() <= points).orElse(true);
  }

  /** Nanoseconds of out-of-memory handling a request: every op that had any has its point. */
  double oomNanosPerRequest() {
    return oomNanos / summary.map(ReplaySummary::requestsMet).orElse(points);
  }

  /**
   * The longest stay in out-of-memory handling, in nanoseconds, the timer's overhead taken off; 0
   * where there was none.
   */
  public double longestPause() {
    return figures().map(whole -> whole.longestPauseNanos().orElse(0)).orElse((long) longestPause);
  }

  /** The minimum of the largest free block over its points, in bytes. */
  public double minimumLargestFree() {
    return space().map(s -> (double) s.minima().largestFree()).orElse(minimumLargestFree);
  }

  /** The most bytes live. */
  public double peakUsed() {
    return space().map(s -> (double) s.peaks().usedBytes()).orElse(peakUsed);
  }

  /** The median of the times of requests, in nanoseconds; NaN below the timer's resolution. */
  double median() {
    return figures().map(whole -> number(whole.p50Nanos())).orElseGet(() -> atPoints(50));
  }

  /** The 99th percentile of the times of requests; NaN below the timer's resolution. */
  double p99() {
    return figures().map(whole -> number(whole.p99Nanos())).orElseGet(() -> atPoints(99));
  }

  /** The time of the slowest request; NaN below the timer's resolution. */
  double slowest() {
    return figures().map(whole -> number(whole.maxNanos())).orElseGet(() -> atPoints(100));
  }

  /** What is said of it everywhere, of a file of ours that was timed. */
  private Optional<ContenderFigures> figures() {
    return result().filter(_ -> timing().isPresent()).map(ContenderFigures::of);
  }

  private double atPoints(double percent) {
    return latencies.getValueAtPercentile(percent);
  }

  private static double number(OptionalLong nanos) {
    return nanos.isPresent() ? nanos.getAsLong() : Double.NaN;
  }
}
