// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.util.Locale;
import org.rmalloc.plan.Plan;
import org.rmalloc.trace.CountWithNoun;

/** What a plan comes to, for people and for programs. */
final class PlanSummaryText {
  private PlanSummaryText() {}

  static String text(NamedPlacementProblem problem, Plan plan) {
    long peakLive = problem.problem().peakLiveBytes();
    return String.format(
        Locale.ROOT,
        """
        %s: %s
        peak live    %,15d B
        height       %,15d B%s
        lower bound  %,15d B  %s
        """,
        problem.name(),
        CountWithNoun.of(problem.problem().blockCount(), "block"),
        peakLive,
        plan.heightBytes(),
        peakLive == 0 ? "" : ratio(plan.heightBytes(), peakLive),
        plan.lowerBoundBytes(),
        plan.isExact() ? "no plan is lower" : "no plan is lower than this; a lower one may exist");
  }

  private static String ratio(long heightBytes, long peakLive) {
    return String.format(Locale.ROOT, "  %.6f x peak live", (double) heightBytes / peakLive);
  }

  static String json(NamedPlacementProblem problem, Plan plan) {
    return String.format(
        Locale.ROOT,
        "{\"blocks\": %d, \"peak_live\": %d, \"height\": %d, \"lower_bound\": %d, \"exact\": %b}%n",
        problem.problem().blockCount(),
        problem.problem().peakLiveBytes(),
        plan.heightBytes(),
        plan.lowerBoundBytes(),
        plan.isExact());
  }
}
