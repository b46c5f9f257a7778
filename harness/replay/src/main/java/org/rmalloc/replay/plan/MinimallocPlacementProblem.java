// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.io.IOException;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.file.DecompressedInput;

/**
 * Blocks as minimalloc's CSV has them: {@code id,lower,upper,size[,alignment]} in any order and
 * among any other columns, which are kept; {@code [lower, upper)} is half-open. A column {@code
 * offset} is one of ours: it is replaced.
 *
 * <p>Source: google/minimalloc, README. Its other columns ({@code gaps}, {@code hint}) change
 * nothing here: a block with gaps is taken to live in them too.
 */
public final class MinimallocPlacementProblem implements NamedPlacementProblem {
  private final String name;
  private final PlacementCsvHeader header;
  private final CsvLines lines;
  private final PlacementProblem problem;

  private MinimallocPlacementProblem(
      String name, PlacementCsvHeader header, CsvLines lines, PlacementProblem problem) {
    this.name = name;
    this.header = header;
    this.lines = lines;
    this.problem = problem;
  }

  /**
   * Reads a file.
   *
   * @throws TraceFormatException at the line at fault
   */
  public static MinimallocPlacementProblem read(DecompressedInput input) throws IOException {
    CsvLines lines = CsvLines.read(input);
    if (lines.count() == 0) {
      throw TraceFormatException.ofFile(input.name(), "an empty file", PlacementCsvHeader.EXPECTED);
    }
    PlacementCsvHeader header = PlacementCsvHeader.parse(input.name(), lines.line(0));
    return new MinimallocPlacementProblem(
        input.name(),
        header,
        lines,
        new PlacementCsvRowReader(input.name(), header, lines).problem());
  }

  /** Whether an input looks like such a file: by its name or its first line. */
  public static boolean isCsv(DecompressedInput input) throws IOException {
    return PlacementCsvHeader.isCsvName(input.name())
        || PlacementCsvHeader.isHeader(input.peek(1 << 12));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PlacementProblem problem() {
    return problem;
  }

  @Override
  public String id(int block) {
    return lines.fields(block + 1)[header.id()];
  }

  @Override
  public String header() {
    return header.withoutOffset(lines.fields(0));
  }

  @Override
  public int columnsBeforeOffset() {
    return header.columnsBeforeOffset();
  }

  @Override
  public String row(int block) {
    return header.withoutOffset(lines.fields(block + 1));
  }
}
