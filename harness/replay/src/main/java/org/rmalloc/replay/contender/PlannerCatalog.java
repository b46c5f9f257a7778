// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.util.Collection;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.rmalloc.plan.PlannerProvider;
import org.rmalloc.trace.UsageException;

/** The planners on the class path that may compete, by name. */
public final class PlannerCatalog {
  private final TreeMap<String, PlannerProvider> byName = new TreeMap<>();

  private PlannerCatalog() {}

  /**
   * The planners that {@link ServiceLoader} finds.
   *
   * @throws UsageException when one cannot be loaded, or two have one name
   */
  public static PlannerCatalog onClassPath() {
    PlannerCatalog catalog = new PlannerCatalog();
    try {
      ServiceLoader.load(PlannerProvider.class, PlannerCatalog.class.getClassLoader())
          .forEach(catalog::add);
    } catch (ServiceConfigurationError e) {
      throw new UsageException(
          "a planner cannot be loaded; mend the jar or leave it out: " + e.getMessage(), e);
    }
    return catalog;
  }

  /** No planner. */
  static PlannerCatalog none() {
    return new PlannerCatalog();
  }

  /** Every planner, in order of names. */
  public Collection<PlannerProvider> all() {
    return byName.values();
  }

  /** The planner of that name. */
  Optional<PlannerProvider> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private void add(PlannerProvider provider) {
    PlannerProvider first = byName.put(provider.name(), provider);
    if (first != null) {
      throw new UsageException(
          "two planners are called '%s': %s and %s; leave one out"
              .formatted(
                  provider.name(), first.getClass().getName(), provider.getClass().getName()));
    }
  }
}
