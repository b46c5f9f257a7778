// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.rmalloc.plan.Plan;
import org.rmalloc.trace.file.OutputFileNameCheck;

/** What a plan can be written as. */
public enum PlanFormat {
  /** A few lines for people. */
  TEXT,
  /** One object: how many blocks, peak live, height, lower bound, exact. */
  JSON,
  /** The problem's columns and the offset. */
  CSV,
  /** A picture of the packing. */
  SVG,
  /** A C header that defines the offsets. */
  H;

  /** The format that a file's name ends in, compressed or not; text has no ending. */
  public static Optional<PlanFormat> ofName(String name) {
    return OutputFileNameCheck.of(Path.of(name))
        .flatMap(
            promised ->
                Arrays.stream(values())
                    .filter(format -> format != TEXT && format.ending().equals(promised))
                    .findFirst());
  }

  /** What its files end in, without the dot. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes a plan; the stream stays open. */
  public void write(NamedPlacementProblem problem, Plan plan, OutputStream stream)
      throws IOException {
    Writer out =
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    switch (this) {
      case TEXT -> out.write(PlanSummaryText.text(problem, plan));
      case JSON -> out.write(PlanSummaryText.json(problem, plan));
      case CSV -> PlanCsvWriter.write(problem, plan, out);
      case SVG -> PlanSvgWriter.write(problem, plan, out);
      case H -> PlanCHeaderWriter.write(problem, plan, out);
    }
    out.flush();
  }
}
