// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.optimal.plan;

import org.rmalloc.plan.Planner;
import org.rmalloc.plan.PlannerProvider;

/** Makes {@link SkylineAndSearchPlanner}s. */
public final class SkylineAndSearchPlannerProvider implements PlannerProvider {
  @Override
  public String name() {
    return "planned";
  }

  @Override
  public String summary() {
    return "the lowest plan found by passes over the skyline and by search; a bound, not an"
        + " allocator";
  }

  @Override
  public Planner create() {
    return new SkylineAndSearchPlanner();
  }
}
