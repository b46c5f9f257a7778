// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.plan;

/**
 * The one way in for a planner, found by {@link java.util.ServiceLoader}. Cheap to make and free of
 * side effects.
 */
public interface PlannerProvider {
  /** The name that users type: lower case, digits and hyphens. */
  String name();

  /** One line: how the planner places blocks. */
  String summary();

  /** Creates a planner. */
  Planner create();
}
