// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.Optional;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.replay.result.PlannedHeightAndBound;

/**
 * What was measured of a trace beside its trials, for its page.
 *
 * @param plan of its requests; empty where it was not planned
 * @param frontier of its contenders; empty where it was not measured
 */
public record PlanAndFrontier(
    Optional<PlannedHeightAndBound> plan, Optional<RelocationFrontier> frontier) {
  /** Nothing. */
  public static final PlanAndFrontier NONE =
      new PlanAndFrontier(Optional.empty(), Optional.empty());
}
