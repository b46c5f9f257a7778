// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import org.rmalloc.plan.Plan;
import org.rmalloc.trace.TraceFormatException;

/**
 * A plan as a C header: the height, the alignment that the arena needs, and each block's offset and
 * size, for programs that place their buffers when they are built. Decimal constants have the type
 * that they need (C99, §6.4.4.1).
 */
final class PlanCHeaderWriter {
  private PlanCHeaderWriter() {}

  static void write(NamedPlacementProblem problem, Plan plan, Writer out) throws IOException {
    out.write("/* Planned by rmalloc. Place the arena at a multiple of PLAN_ALIGNMENT. */\n");
    out.write("#ifndef RMALLOC_PLAN_H\n#define RMALLOC_PLAN_H\n\n");
    define(out, "PLAN_HEIGHT", plan.heightBytes());
    define(out, "PLAN_LOWER_BOUND", plan.lowerBoundBytes());
    define(out, "PLAN_ALIGNMENT", alignmentBytes(problem));
    out.write('\n');
    Map<String, String> idOfName = new HashMap<>();
    for (int block = 0; block < plan.offsets().length; block++) {
      String name = name(problem, block, idOfName);
      define(out, "PLAN_OFFSET_" + name, plan.offsets()[block]);
      define(out, "PLAN_SIZE_" + name, problem.problem().sizes()[block]);
    }
    out.write("\n#endif\n");
  }

  private static void define(Writer out, String name, long value) throws IOException {
    out.write("#define " + name + " " + value + "\n");
  }

  /** An id as the end of a name in C. */
  private static String name(NamedPlacementProblem problem, int block, Map<String, String> idOfName)
      throws TraceFormatException {
    String id = problem.id(block);
    String name = id.replaceAll("[^A-Za-z0-9_]", "_");
    String other = idOfName.putIfAbsent(name, id);
    if (other != null) {
      throw TraceFormatException.ofFile(
          problem.name(),
          "ids '%s' and '%s', which are both %s in C".formatted(other, id, name),
          "ids that differ in letters, digits or _");
    }
    return name;
  }

  /** The least common multiple of all alignments. */
  private static long alignmentBytes(NamedPlacementProblem problem) throws TraceFormatException {
    long multiple = 1;
    for (long alignment : problem.problem().alignments()) {
      long factor = alignment / divisor(multiple, alignment);
      if (multiple > Long.MAX_VALUE / factor) {
        throw TraceFormatException.ofFile(
            problem.name(),
            "alignments whose least common multiple is 2^63 or more",
            "powers of two, for a C header");
      }
      multiple *= factor;
    }
    return multiple;
  }

  private static long divisor(long one, long other) {
    return other == 0 ? one : divisor(other, one % other);
  }
}
