// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.chart;

import java.util.List;

/**
 * A critical-difference diagram: mean ranks on an axis, the best at the left, and bars across those
 * that are not told apart.
 *
 * <p>Source: Demšar, "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 7,
 * 2006, figure 1.
 *
 * @param ranks best first
 * @param groups of ranks, from and to as indices, that a bar connects
 * @param criticalDifference drawn as a yardstick
 */
public record CriticalDifferenceDiagram(
    String title, List<Rank> ranks, List<Group> groups, double criticalDifference)
    implements Chart {

  /** Copies the lists. */
  public CriticalDifferenceDiagram {
    ranks = List.copyOf(ranks);
    groups = List.copyOf(groups);
  }

  /** A contender and its mean rank, 1 or more. */
  public record Rank(String name, double mean) {}

  /** Ranks that are not told apart. */
  public record Group(int from, int to) {}
}
