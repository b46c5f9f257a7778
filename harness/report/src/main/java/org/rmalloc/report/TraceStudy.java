// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.FrontierPauses;
import org.rmalloc.replay.frontier.Frontier;
import org.rmalloc.replay.result.PlanBound;
import org.rmalloc.report.choose.Advice;
import org.rmalloc.report.choose.FrontierCandidates;
import org.rmalloc.report.choose.Weights;

/**
 * What was measured of a trace beside its trials, for its page.
 *
 * @param plan of its requests; empty where it was not planned
 * @param frontier of its contenders; empty where it was not measured
 */
public record TraceStudy(Optional<PlanBound> plan, Optional<Frontier> frontier) {
  /** Nothing. */
  public static final TraceStudy NONE = new TraceStudy(Optional.empty(), Optional.empty());

  /** What to choose on the frontier where memory and cost count alike, and nothing is limited. */
  Optional<Advice> advice() {
    return frontier
        .flatMap(measured -> FrontierCandidates.of(measured, FrontierPauses.none()))
        .map(situation -> Advice.of(situation, List.of(), Weights.EQUAL));
  }
}
