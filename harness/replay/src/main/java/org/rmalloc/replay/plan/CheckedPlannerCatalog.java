// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.rmalloc.plan.PlacementProblem;
import org.rmalloc.plan.Plan;
import org.rmalloc.plan.PlanCheck;
import org.rmalloc.plan.Planner;
import org.rmalloc.plan.PlannerProvider;
import org.rmalloc.plan.PlannerSettings;

/** The planners on the class path, by name; what they plan is proved before it is handed on. */
public final class CheckedPlannerCatalog {
  /** The planner that is taken unless another is named. */
  public static final String DEFAULT = "planned";

  private final TreeMap<String, PlannerProvider> byName = new TreeMap<>();

  private CheckedPlannerCatalog(Iterable<PlannerProvider> providers) {
    for (PlannerProvider provider : providers) {
      PlannerProvider first = byName.put(provider.name(), provider);
      if (first != null) {
        throw new IllegalArgumentException(
            "two planners are called '%s': %s and %s; leave one out"
                .formatted(
                    provider.name(), first.getClass().getName(), provider.getClass().getName()));
      }
    }
  }

  /**
   * Those that {@link ServiceLoader} finds.
   *
   * @throws IllegalArgumentException when two have one name
   */
  public static CheckedPlannerCatalog onClassPath() {
    return of(
        ServiceLoader.load(PlannerProvider.class, CheckedPlannerCatalog.class.getClassLoader()));
  }

  /** These alone. */
  static CheckedPlannerCatalog of(Iterable<PlannerProvider> providers) {
    return new CheckedPlannerCatalog(providers);
  }

  /** Their names, in order. */
  public List<String> names() {
    return new ArrayList<>(byName.keySet());
  }

  /**
   * A planner whose plans are proved.
   *
   * @throws IllegalArgumentException when there is none of that name, naming those that there are
   */
  public Planner named(String name) {
    PlannerProvider provider = byName.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "unknown planner '%s': there are %s".formatted(name, String.join(", ", names())));
    }
    return proving(provider);
  }

  /** A provider's planner, whose plans are proved. */
  public static Planner proving(PlannerProvider provider) {
    Planner planner = provider.create();
    return (problem, request) -> proved(provider.name(), planner, problem, request);
  }

  /** A plan that is wrong is a bug of the planner's, and is not handed on. */
  private static Plan proved(
      String name, Planner planner, PlacementProblem problem, PlannerSettings request)
      throws InterruptedException {
    Plan plan = planner.plan(problem, request);
    PlanCheck.firstFault(problem, plan)
        .ifPresent(
            fault -> {
              throw new IllegalStateException(
                  "planner %s made a wrong plan: %s".formatted(name, fault.message()));
            });
    return plan;
  }
}
