// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocatorLoadStoreTotals;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.DataPointCursor;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;

/**
 * Several results of one trial, taken as one: its forks are those of all. Points are the first
 * file's.
 */
final class PooledStatsFile implements StatsFile {
  private final StatsFile first;
  private final ReplaySummary pooled;
  private final String sha256;

  private PooledStatsFile(List<Whole> files) {
    first = files.getFirst().file();
    pooled = ReplaySummary.pooled(files.stream().map(Whole::summary).toList());
    sha256 = files.stream().map(Whole::sha256).collect(Collectors.joining(" "));
  }

  /** A file read to its end. */
  private record Whole(StatsFile file, ReplaySummary summary, String sha256) {
    static Whole of(StatsFile file) throws IOException {
      try (DataPointCursor points = file.open()) {
        while (points.next()) {
          // the summary comes last
        }
        return new Whole(file, points.summary().orElseThrow(), points.sha256());
      }
    }
  }

  /**
   * What makes two results one: one trial, one label, one build of the contender, one kind of
   * machine, and equal deterministic figures. What differs in any of them stays a rival.
   */
  private record Identity(
      String key,
      String label,
      String version,
      String machine,
      Optional<ReplayPeaks> peaks,
      Optional<AllocatorLoadStoreTotals> cost,
      Optional<String> checksum) {
    static Identity of(AllocStatsHeader header, ReplaySummary summary) {
      return new Identity(
          header.trial().key(),
          header.label(),
          header.version(),
          header.environment().map(Identity::machine).orElse("untimed"),
          summary.space().map(SpaceFigures::peaks),
          summary.space().map(SpaceFigures::cost),
          summary.space().map(SpaceFigures::checksum));
    }

    private static String machine(TimingEnvironment where) {
      return String.join("\n", where.host(), where.jdk(), where.cpu(), where.os());
    }
  }

  /** The files, those of one trial pooled, in the order of the first of each. */
  static List<StatsFile> of(List<StatsFile> files) throws IOException {
    Map<Object, List<Whole>> namesakes = new LinkedHashMap<>();
    List<StatsFile> result = new ArrayList<>();
    for (StatsFile file : files) {
      if (files.stream().noneMatch(other -> other != file && isOfOneTrial(file, other))) {
        result.add(file);
        continue;
      }
      Whole whole = Whole.of(file);
      Identity identity = Identity.of(file.making().orElseThrow(), whole.summary());
      if (!namesakes.containsKey(identity)) {
        result.add(file);
      }
      List<Whole> same = namesakes.computeIfAbsent(identity, _ -> new ArrayList<>());
      if (same.stream().noneMatch(one -> one.sha256().equals(whole.sha256()))) {
        same.add(whole); // one file twice is no second measurement
      }
    }
    return result.stream().map(file -> pooled(file, namesakes)).toList();
  }

  private static StatsFile pooled(StatsFile file, Map<Object, List<Whole>> namesakes) {
    return namesakes.values().stream()
        .filter(same -> same.size() > 1 && same.getFirst().file() == file)
        .findFirst()
        .<StatsFile>map(PooledStatsFile::new)
        .orElse(file);
  }

  private static boolean isOfOneTrial(StatsFile file, StatsFile other) {
    Optional<AllocStatsHeader> one = file.making();
    Optional<AllocStatsHeader> two = other.making();
    return one.isPresent()
        && two.isPresent()
        && one.get().label().equals(two.get().label())
        && one.get().trial().equals(two.get().trial());
  }

  @Override
  public StatsFileHeader header() {
    return first.header();
  }

  @Override
  public Optional<AllocStatsHeader> making() {
    return first.making();
  }

  @Override
  public DataPointCursor open() throws IOException {
    return new Cursor(first.open());
  }

  /** Goes through the first file, and ends with the summary of all. */
  private final class Cursor implements DataPointCursor {
    private final DataPointCursor points;

    Cursor(DataPointCursor points) {
      this.points = points;
    }

    @Override
    public boolean next() throws IOException {
      return points.next();
    }

    @Override
    public long opIndex() {
      return points.opIndex();
    }

    @Override
    public char op() {
      return points.op();
    }

    @Override
    public boolean isUnmet() {
      return points.isUnmet();
    }

    @Override
    public double get(DataPointColumn column) {
      return points.get(column);
    }

    @Override
    public Optional<ReplaySummary> summary() {
      return Optional.of(pooled);
    }

    @Override
    public String sha256() {
      return sha256;
    }

    @Override
    public void close() throws IOException {
      points.close();
    }
  }
}
