// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.section;

import org.rmalloc.plan.PlacementProblem;

/**
 * When the blocks of a problem live, either at its own instants or in sections.
 *
 * <p>A section is a largest set of blocks that all live at one instant: an instant whose blocks
 * also live together at another instant says nothing more. Two blocks share a section exactly when
 * they live at one instant, so a plan of the one is a plan of the other; but blocks that begin one
 * after the other begin together when nothing ends between, and fit together better. (These are the
 * maximal cliques of an interval graph: Fulkerson and Gross, "Incidence Matrices and Interval
 * Graphs", Pacific J. Math. 15(3), 1965.)
 *
 * <p>The columns are handed out themselves; nobody writes to them. Immutable otherwise.
 */
public final class BlockTimeSpans {
  private final int[] froms;
  private final int[] tos;
  private final int count;

  private BlockTimeSpans(int[] froms, int[] tos, int count) {
    this.froms = froms;
    this.tos = tos;
    this.count = count;
  }

  /** The instants of a problem as they are; not counted. */
  public static BlockTimeSpans ofInstants(PlacementProblem problem) {
    return new BlockTimeSpans(problem.firsts(), problem.ends(), 0);
  }

  /**
   * The sections of a problem, numbered from 0 in order of time. Blocks of 0 bytes count as any
   * others. O(n log n); 24 bytes a block while it works.
   */
  public static BlockTimeSpans ofSections(PlacementProblem problem) {
    int[] starts = problem.blocksByFirst();
    int[] froms = new int[starts.length];
    int[] tos = new int[starts.length];
    int section = 0;
    boolean hasGrown = false; // since a block last ended
    int started = 0;
    for (int ending : problem.blocksByEnd()) {
      int end = problem.ends()[ending];
      for (; started < starts.length && problem.firsts()[starts[started]] < end; started++) {
        froms[starts[started]] = section;
        hasGrown = true;
      }
      section += hasGrown ? 1 : 0;
      hasGrown = false;
      tos[ending] = section;
    }
    return new BlockTimeSpans(froms, tos, section);
  }

  /** By block: its first instant or section. */
  public int[] froms() {
    return froms;
  }

  /** By block: the instant or section after its last. */
  public int[] tos() {
    return tos;
  }

  /** How many sections there are; 0 of instants. */
  public int count() {
    return count;
  }
}
