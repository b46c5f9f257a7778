// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rmalloc.replay.result.AllocStatsDataPoint;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.AllocStatsReader;
import org.rmalloc.replay.result.ReplaySummary;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.report.points.DataPointColumn;
import org.rmalloc.report.points.DataPointCursor;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.points.StatsFileHeader;

/** One alloc-stats file of ours, streamed each time its points are asked for. */
final class JsonStatsFile implements StatsFile {
  private final Path file;
  private final AllocStatsHeader making;
  private final StatsFileHeader header;

  private JsonStatsFile(Path file, AllocStatsHeader making) {
    this.file = file;
    this.making = making;
    this.header = header(file, making);
  }

  /** Reads the header. */
  static JsonStatsFile open(Path file, DigestingInputStream bytes) throws IOException {
    try (AllocStatsReader reader = AllocStatsReader.open(file.toString(), bytes.keptOpen())) {
      return new JsonStatsFile(file, reader.header());
    }
  }

  private static StatsFileHeader header(Path file, AllocStatsHeader making) {
    String trace = making.trace().name();
    return new StatsFileHeader(
        file,
        making.label(),
        StatsFileHeader.app(trace),
        new StatsFileHeader.TraceId(trace, Optional.of(making.trace().sha256())),
        making.heapSize(),
        making.environment().map(JsonStatsFile::clock));
  }

  @Override
  public StatsFileHeader header() {
    return header;
  }

  private static StatsFileHeader.Clock clock(TimingEnvironment environment) {
    return new StatsFileHeader.Clock(
        environment.timerOverheadNanos(), environment.timerResolutionNanos());
  }

  @Override
  public Optional<AllocStatsHeader> making() {
    return Optional.of(making);
  }

  @Override
  public DataPointCursor open() throws IOException {
    DigestingInputStream bytes = DigestingInputStream.open(file);
    return new Cursor(bytes, AllocStatsReader.open(file.toString(), bytes.keptOpen()));
  }

  private static final class Cursor implements DataPointCursor {
    private final DigestingInputStream bytes;
    private final AllocStatsReader reader;
    private Optional<AllocStatsDataPoint> point = Optional.empty();
    private Optional<AllocStatsDataPoint> following;

    Cursor(DigestingInputStream bytes, AllocStatsReader reader) throws IOException {
      this.bytes = bytes;
      this.reader = reader;
      this.following = reader.next();
    }

    @Override
    public boolean next() throws IOException {
      point = following;
      following = reader.next();
      return point.isPresent();
    }

    /** Only the end of the file tells: therefore the reader is one point ahead. */
    @Override
    public boolean isUnmet() {
      return following.isEmpty()
          && reader.summary().stop().filter(stop -> stop.opIndex() == opIndex()).isPresent();
    }

    @Override
    public long opIndex() {
      return point.orElseThrow().opIndex();
    }

    @Override
    public char op() {
      return point.orElseThrow().op().letter();
    }

    @Override
    public double get(DataPointColumn column) {
      AllocStatsDataPoint at = point.orElseThrow();
      return switch (column) {
        case SIZE -> at.sizeBytes();
        case USED -> at.usedBytes();
        case FREE -> at.freeBytes();
        case OVERHEAD -> at.overheadBytes();
        case INTERNAL -> at.internalBytes();
        case FOOTPRINT -> at.footprintBytes();
        case LARGEST_FREE -> at.largestFree();
        case MAXMEM -> at.maxmem();
        case COST -> at.cost();
        case OOM_COST -> at.oomCost();
        case OP_TIME -> time(at.opNanos());
        case OOM_TIME -> time(at.oomNanos());
      };
    }

    private static double time(long nanos) {
      return nanos == AllocStatsDataPoint.UNTIMED ? Double.NaN : nanos;
    }

    @Override
    public Optional<ReplaySummary> summary() {
      return Optional.of(reader.summary());
    }

    @Override
    public String sha256() throws IOException {
      return bytes.sha256();
    }

    @Override
    public void close() throws IOException {
      reader.close();
      bytes.close();
    }
  }
}
