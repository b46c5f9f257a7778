// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.AllocatorLoadStoreTotals;
import org.rmalloc.replay.result.CompactionTotals;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.LargestRequestMinima;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.RequestStretchTimes;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.result.UnmetRequest;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceProvenance;

/** Alloc-stats files of ours, of any length, that say nothing contradictory. */
final class SyntheticStats {
  private static final long HEAP = 1 << 20;
  private static final long BLOCK = 1024;
  private static final List<ForkTimeSummary> FLOOR = // of one run
      List.of(
          new ForkTimeSummary(
              3,
              "thread-cpu",
              4,
              5,
              5,
              1000,
              List.of(2000.0),
              new LatencyDistribution(LatencyDistribution.REQUEST, 1000, 20, 20, 20, 20, 20),
              20,
              1,
              1.01,
              0.5));

  private SyntheticStats() {}

  /**
   * Writes a file.
   *
   * @param points requests: N and F at random, 1 to 700 blocks live
   * @param overhead bytes a live block costs besides its own
   * @param nanos mean time of a request
   */
  static Path write(Path file, String label, int points, int overhead, double nanos)
      throws IOException {
    Walk whole = walked(points, overhead, nanos);
    return write(file, label, whole, whole.summary(points, Optional.empty()));
  }

  /**
   * Writes a file of another trace.
   *
   * @param digit of its SHA-256, repeated
   */
  static Path writeOf(String trace, char digit, Path file, String label, int points, int overhead)
      throws IOException {
    Walk whole = walked(points, overhead, 60);
    return write(
        file,
        header(label, whole.peakUsed, trace, String.valueOf(digit).repeat(64)),
        whole,
        whole.summary(points, Optional.empty()));
  }

  /** Writes the same file of an allocator that cannot meet the first N from an op on. */
  static Path writeStopped(Path file, String label, int points, int overhead, int stop)
      throws IOException {
    Walk whole = walked(points, overhead, 60);
    Walk cut = new Walk(overhead, 60, row -> {}).stoppingAt(stop);
    cut.go(points);
    return write(file, label, whole.stoppingAt(stop), cut.summary(points, cut.unmet));
  }

  /** The first walk finds the peaks that the header tells before the rows. */
  private static Walk walked(int points, int overhead, double nanos) throws IOException {
    Walk walk = new Walk(overhead, nanos, row -> {});
    walk.go(points);
    return walk;
  }

  private static Path write(Path file, String label, Walk like, ReplaySummary summary)
      throws IOException {
    return write(file, header(label, like.peakUsed, "app.ops", "ab".repeat(32)), like, summary);
  }

  private static Path write(Path file, AllocStatsHeader header, Walk like, ReplaySummary summary)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        AllocStatsWriter writer = AllocStatsWriter.to(out, header)) {
      Walk rows = new Walk(like.overhead, like.nanos, writer::write).stoppingAt(like.stop);
      rows.go(Math.toIntExact(summary.requests()));
      writer.finish(summary);
    }
    return file;
  }

  private static AllocStatsHeader header(String label, long peak, String trace, String sha256) {
    return new AllocStatsHeader(
        label,
        new Trial(
            new TraceIdentity(sha256, List.of()),
            ContenderIdentity.of(Contender.Kind.ARENA, "firstfit", Map.of()),
            TrialSetting.DEFAULT.withHeap(HeapSize.parse("1MiB"))),
        Set.of(Capability.ADDRESSES),
        "1.0",
        new TraceProvenance(trace, sha256, List.of(), List.of("locks=fine")),
        HEAP,
        peak,
        0,
        "fine",
        SmallestHeapResult.NOT_SEARCHED,
        "all",
        Optional.of(
            new TimingEnvironment("a host", "25", "a CPU", "Linux", "0.1.0", "abc", 20, 1, 1)));
  }

  /** Takes in rows. */
  interface Rows {
    void write(AllocStatsDataPoint row) throws IOException;
  }

  private static final class Walk {
    private final SplittableRandom shape = new SplittableRandom(7);
    private final SplittableRandom noise;
    private final int overhead;
    private final double nanos;
    private final Rows rows;
    private long live;
    private long peakUsed;
    private long peakAt;
    private int stop = Integer.MAX_VALUE;
    private Optional<UnmetRequest> unmet = Optional.empty();

    Walk(int overhead, double nanos, Rows rows) {
      this.overhead = overhead;
      this.nanos = nanos;
      this.rows = rows;
      this.noise = new SplittableRandom(Double.doubleToLongBits(nanos) + overhead);
    }

    Walk stoppingAt(int op) {
      stop = op;
      return this;
    }

    void go(int points) throws IOException {
      for (int op = 0; op < points && unmet.isEmpty(); op++) {
        boolean grows = live == 0 || (live < 700 && shape.nextInt(100) < 51);
        if (grows && op >= stop) {
          unmet = Optional.of(new UnmetRequest(op, OpKind.NEW, BLOCK, false, live * BLOCK, 0, 0));
        } else {
          live += grows ? 1 : -1;
        }
        if (live * BLOCK > peakUsed) {
          peakUsed = live * BLOCK;
          peakAt = op;
        }
        rows.write(row(op, grows));
      }
    }

    private AllocStatsDataPoint row(int op, boolean grows) {
      long used = live * BLOCK;
      long extra = live * overhead;
      long free = HEAP - used - extra;
      double time = 20 + nanos * Math.exp(0.4 * noise.nextGaussian() - 0.08);
      return new AllocStatsDataPoint(
          op,
          grows ? OpKind.NEW : OpKind.FREE,
          BLOCK,
          used,
          free,
          extra,
          extra / 2,
          used + extra,
          free * 9 / 10,
          free,
          12,
          0,
          (long) (op == 500 ? 1000 * time : time),
          0);
    }

    ReplaySummary summary(int points, Optional<UnmetRequest> stoppedAt) {
      long extra = peakUsed / BLOCK * overhead;
      long free = HEAP - peakUsed - extra;
      OptionalDouble measure = OptionalDouble.of(overhead / (double) BLOCK);
      LatencyDistribution latency =
          new LatencyDistribution(
              LatencyDistribution.REQUEST,
              points,
              (long) nanos,
              (long) (2 * nanos),
              (long) (4 * nanos),
              (long) (9 * nanos),
              (long) (1000 * nanos));
      List<ForkTimeSummary> forks =
          List.of(
              fork(0, 0.99, points, latency),
              fork(1, 1.01, points, latency),
              fork(2, 1, points, latency));
      return new ReplaySummary(
          points,
          0,
          stoppedAt
              .<ReplayOutcome>map(ReplayOutcome.OutOfMemory::new)
              .orElseGet(ReplayOutcome.Finished::new),
          Optional.of(
              new SpaceFigures(
                  new ReplayPeaks(
                      peakUsed, peakAt, peakUsed + extra, peakAt, extra, extra, extra / 2, 12, 0),
                  new LargestRequestMinima(free * 9 / 10, free),
                  new AllocatorLoadStoreTotals(12L * points, 0, 0),
                  new CompactionTotals(0, 0, 0, 0, 0, 0, 0, 0),
                  new Fragmentation(measure, measure, measure, measure),
                  "00000000deadbeef")),
          Optional.of(
              new TimingResult(
                  1,
                  forks,
                  List.of(latency),
                  List.of(stretch(0, points / 2), stretch(points / 2, points)),
                  new TimingResult.Floor(FLOOR, latency))));
    }

    private RequestStretchTimes stretch(int from, int to) {
      return new RequestStretchTimes(
          from, to, (long) nanos, (long) nanos, (long) (2 * nanos), (long) (1000 * nanos));
    }

    private ForkTimeSummary fork(
        int position, double factor, int points, LatencyDistribution latency) {
      return new ForkTimeSummary(
          position,
          "thread-cpu",
          4,
          5,
          5,
          points,
          Collections.nCopies(8, factor * nanos * points / 8),
          latency,
          20,
          1,
          1.01,
          0.5);
    }
  }

  /** Writes files of so many points each: {@code FOLDER POINTS FILES}. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      String label = "allocator-" + (char) ('a' + i);
      write(
          folder.resolve(label + ".json"),
          label,
          Integer.parseInt(arguments[1]),
          8 * (1 + i),
          50 + 15 * ((i * 7) % 10));
    }
  }
}
