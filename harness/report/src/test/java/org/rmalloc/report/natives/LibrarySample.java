// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsWriter;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.LatencyDistribution;
import org.rmalloc.replay.result.LibraryMemoryPageFigures;
import org.rmalloc.replay.result.LibraryProcessFacts;
import org.rmalloc.replay.result.MallocLibraryDataPoint;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TimingResult;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.trial.TraceIdentity;
import org.rmalloc.replay.trial.Trial;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.TraceProvenance;

/** Results of malloc libraries that nobody measured. */
public final class LibrarySample {
  static final int REQUESTS = 10;

  private static final String SHA256 = "ab".repeat(32);

  private LibrarySample() {}

  /** One that finished, with pages of 4,096 bytes and nanoseconds an op in three forks. */
  public static TrialResult of(String label, int peakPages, int endPages, double nanos) {
    return new TrialResult(
        header(label, true),
        ReplaySummary.ofLibrary(
            REQUESTS,
            0,
            new ReplayOutcome.Finished(),
            Optional.of(pages(peakPages, endPages)),
            Optional.of(timing(nanos))));
  }

  /** One that finished, whose pages spread over 8,192 bytes, and that may have printed. */
  static TrialResult spread(String label, boolean randomised, Optional<String> printed) {
    return new TrialResult(
        header(label, false, printed),
        ReplaySummary.ofLibrary(
            REQUESTS,
            0,
            new ReplayOutcome.Finished(),
            Optional.of(pages(3, 3).withResidentSpread(8_192, randomised)),
            Optional.empty()));
  }

  /** One that ended its process. */
  public static TrialResult ended(String label, String reason) {
    return new TrialResult(
        header(label, false),
        ReplaySummary.ofLibrary(
            REQUESTS,
            0,
            new ReplayOutcome.Ended("crashed", 5, reason),
            Optional.empty(),
            Optional.empty()));
  }

  /** Writes a result with two rows, where it has pages. */
  static Path write(TrialResult result, Path file) throws IOException {
    try (AllocStatsWriter writer = AllocStatsWriter.create(file, result.header())) {
      if (result.summary().pages().isPresent()) {
        LibraryMemoryPageFigures pages = result.summary().pages().get();
        writer.write(
            new MallocLibraryDataPoint(4, OpKind.NEW, 40, 1_000, pages.residentPeak(), 8_192, 30));
        writer.write(
            new MallocLibraryDataPoint(9, OpKind.FREE, 40, 0, pages.residentEnd(), 4_096, 25));
      }
      writer.finish(result.summary());
    }
    return file;
  }

  private static AllocStatsHeader header(String label, boolean timed) {
    return header(label, timed, Optional.empty());
  }

  private static AllocStatsHeader header(String label, boolean timed, Optional<String> printed) {
    return new AllocStatsHeader(
        label,
        new Trial(
            new TraceIdentity(SHA256, List.of()),
            ContenderIdentity.of(Contender.Kind.NATIVE, label, Map.of("thp", "off")),
            TrialSetting.DEFAULT),
        Set.of(),
        "1.0",
        new TraceProvenance("web.ops", SHA256, List.of(), List.of()),
        0,
        1_000,
        0,
        "none",
        SmallestHeapResult.none(
            "a malloc library takes memory from the system, so there is no heap to make smaller"),
        "2",
        timed
            ? Optional.of(
                new TimingEnvironment("a host", "25", "a CPU", "Linux", "0.1.0", "abc", 20, 1, 1))
            : Optional.empty(),
        Optional.of(
            new LibraryProcessFacts(
                "/lib/lib" + label + ".so", SHA256, 4096, "Linux 6", "full", "one", printed)),
        Optional.empty());
  }

  private static LibraryMemoryPageFigures pages(int peak, int end) {
    return new LibraryMemoryPageFigures(
        4096,
        4096L * peak,
        OptionalLong.of(4096L * peak),
        4096L * end,
        OptionalLong.empty(),
        1 << 20,
        0,
        OptionalLong.of(1_200),
        Optional.empty(),
        true,
        OptionalLong.empty(),
        false,
        OptionalDouble.empty());
  }

  private static TimingResult timing(double nanos) {
    LatencyDistribution request =
        new LatencyDistribution(LatencyDistribution.REQUEST, REQUESTS, 30, 35, 40, 45, 50);
    List<ForkTimeSummary> forks =
        List.of(fork(0, 0.99 * nanos), fork(1, nanos), fork(2, 1.01 * nanos));
    return new TimingResult(
        1,
        forks,
        List.of(request),
        List.of(),
        new TimingResult.Floor(List.of(fork(3, 1)), request));
  }

  private static ForkTimeSummary fork(int position, double nanos) {
    LatencyDistribution request =
        new LatencyDistribution(LatencyDistribution.REQUEST, REQUESTS, 30, 35, 40, 45, 50);
    return new ForkTimeSummary(
        position,
        "thread-cpu",
        1,
        5,
        9,
        REQUESTS,
        List.of(nanos * REQUESTS),
        request,
        20,
        1,
        1,
        0,
        OptionalDouble.of(2 * nanos));
  }
}
