// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.file.DecompressedInput;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one alloc-stats file, streaming: the {@linkplain #header header}, then the rows one by one
 * with {@link #next}, and once they are over the {@linkplain #summary summary}.
 *
 * <p>Refuses with an {@link InvalidAllocStatsException}, by file and line, a file that is cut,
 * empty, foreign, or contradicts itself. O(1) memory.
 */
public final class AllocStatsReader implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final OrderedJsonFieldReader fields;
  private final DecompressedInput input;
  private final AllocStatsHeader header;
  private final StatsFileConsistencyCheck consistency;
  private final NativeStatsFileConsistencyCheck pageConsistency;
  private Optional<ReplaySummary> summary = Optional.empty();
  private String sha256 = "";

  private AllocStatsReader(OrderedJsonFieldReader fields, DecompressedInput input)
      throws InvalidAllocStatsException {
    this.fields = fields;
    this.input = input;
    fields.beginFile();
    header = new AllocStatsHeaderReader(fields).read();
    fields.beginObject("alloc_stats");
    checkColumns();
    fields.beginArray("data");
    consistency = new StatsFileConsistencyCheck(header);
    pageConsistency = new NativeStatsFileConsistencyCheck(header);
  }

  /** Opens a file, plain, gzip or zstd, and reads its header. */
  public static AllocStatsReader open(Path file) throws IOException {
    return open(DecompressedInput.open(file));
  }

  /**
   * Reads a header from a stream, which is closed with the reader, or if the header is refused.
   *
   * @param name what messages call the file
   */
  public static AllocStatsReader open(String name, InputStream in) throws IOException {
    return open(DecompressedInput.of(name, in));
  }

  private static AllocStatsReader open(DecompressedInput input) throws IOException {
    JsonParser json =
        JSON.createParser(ObjectReadContext.empty(), new DecompressedInputStream(input));
    try {
      return new AllocStatsReader(new OrderedJsonFieldReader(input.name(), json), input);
    } catch (InvalidAllocStatsException e) {
      input.close();
      throw e;
    }
  }

  /** What was replayed, against which allocator, and how. */
  public AllocStatsHeader header() {
    return header;
  }

  /**
   * The next row; empty when there is none left, and the file is read to its end. A file of a
   * malloc library is asked for {@link #nextPages} instead.
   *
   * @throws IllegalStateException when it is one
   */
  public Optional<AllocStatsDataPoint> next() throws InvalidAllocStatsException {
    requireLibrary(false);
    if (summary.isPresent()) {
      return Optional.empty();
    }
    if (fields.beginRow()) {
      return Optional.of(readRow());
    }
    readSummary();
    return Optional.empty();
  }

  /**
   * The next row of a malloc library, likewise.
   *
   * @throws IllegalStateException when the file is of an arena
   */
  public Optional<MallocLibraryDataPoint> nextPages() throws InvalidAllocStatsException {
    requireLibrary(true);
    if (summary.isPresent()) {
      return Optional.empty();
    }
    if (fields.beginRow()) {
      return Optional.of(readPages());
    }
    readSummary();
    return Optional.empty();
  }

  /** The summary, after all rows that are left, of whatever contender. */
  public ReplaySummary skipToSummary() throws InvalidAllocStatsException {
    boolean more = true;
    while (more) {
      more = header.isNative() ? nextPages().isPresent() : next().isPresent();
    }
    return summary();
  }

  private void requireLibrary(boolean library) {
    if (header.isNative() != library) {
      throw new IllegalStateException("rows of another kind of contender");
    }
  }

  /**
   * The summary.
   *
   * @throws IllegalStateException while rows are left to be read
   */
  public ReplaySummary summary() {
    return summary.orElseThrow(() -> new IllegalStateException("rows are left to be read"));
  }

  /**
   * The SHA-256 of the file's uncompressed bytes, in lower-case hexadecimal.
   *
   * @throws IllegalStateException while rows are left to be read
   */
  public String sha256() {
    if (sha256.isEmpty()) {
      throw new IllegalStateException("rows are left to be read");
    }
    return sha256;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private void checkColumns() throws InvalidAllocStatsException {
    List<String> expected = AllocStatsColumnNames.of(header);
    List<String> found = fields.texts("columns");
    fields.check(
        found.equals(expected),
        "found the columns %s; expected, by what the header says, %s".formatted(found, expected));
  }

  private AllocStatsDataPoint readRow() throws InvalidAllocStatsException {
    AllocStatsDataPoint point =
        new AllocStatsDataPoint(
            fields.cell("op_index", 0),
            readOp(),
            fields.cell("size", 0),
            fields.cell("used", 0),
            fields.cell("free", 0),
            fields.cell("overhead", 0),
            fields.cell("internal", 0),
            fields.cell("footprint", 0),
            fields.cell("largest_free", -1),
            fields.cell("maxmem", -1),
            fields.cell("cost", 0),
            fields.cell("oom_cost", 0),
            header.timed() ? fields.cell("current_op_time", 0) : AllocStatsDataPoint.UNTIMED,
            header.timed() ? fields.cell("oom_time", 0) : AllocStatsDataPoint.UNTIMED);
    fields.endRow();
    refuse(consistency.problemOf(point));
    return point;
  }

  private MallocLibraryDataPoint readPages() throws InvalidAllocStatsException {
    MallocLibraryDataPoint point =
        new MallocLibraryDataPoint(
            fields.cell("op_index", 0),
            readOp(),
            fields.cell("size", 0),
            fields.cell("used", 0),
            fields.cell("resident", 0),
            fields.cell("mapped", 0),
            header.timed() ? fields.cell("current_op_time", 0) : AllocStatsDataPoint.UNTIMED);
    fields.endRow();
    refuse(pageConsistency.problemOf(point));
    return point;
  }

  private OpKind readOp() throws InvalidAllocStatsException {
    String op = fields.textCell("op");
    return switch (op) {
      case "N" -> OpKind.NEW;
      case "F" -> OpKind.FREE;
      case "R" -> OpKind.RESIZE;
      default -> throw fields.problem("op: '%s'; expected N, F or R".formatted(op));
    };
  }

  private void readSummary() throws InvalidAllocStatsException {
    fields.endObject();
    ReplaySummary read = new AllocStatsSummaryReader(fields, header).read();
    refuse(header.isNative() ? pageConsistency.problemOf(read) : consistency.problemOf(read));
    fields.endFile();
    summary = Optional.of(read);
    sha256 = input.sha256();
  }

  private void refuse(Optional<String> problem) throws InvalidAllocStatsException {
    if (problem.isPresent()) {
      throw fields.problem(problem.get());
    }
  }
}
