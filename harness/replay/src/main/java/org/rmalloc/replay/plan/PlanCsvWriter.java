// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.io.IOException;
import java.io.Writer;
import org.rmalloc.plan.Plan;

/** A plan as CSV: the lines of the problem, each with its block's offset. */
final class PlanCsvWriter {
  private PlanCsvWriter() {}

  static void write(NamedPlacementProblem problem, Plan plan, Writer out) throws IOException {
    int column = problem.columnsBeforeOffset();
    write(out, inserted(problem.header(), column, "offset"));
    for (int block = 0; block < plan.offsets().length; block++) {
      write(out, inserted(problem.row(block), column, Long.toString(plan.offsets()[block])));
    }
  }

  private static void write(Writer out, String line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  /** A line with one more field, behind {@code before} others. */
  private static String inserted(String line, int before, String field) {
    int at = 0;
    for (int i = 0; i < before; i++) {
      at = line.indexOf(',', at) + 1;
      if (at == 0) {
        return line + "," + field;
      }
    }
    return line.substring(0, at) + field + "," + line.substring(at);
  }
}
