// SPDX-License-Identifier: Apache-2.0
/**
 * Offline placement: what a planner is given, what it returns, and the check that proves a plan.
 * Depends on the JDK alone.
 */
package org.rmalloc.plan;
