// SPDX-License-Identifier: Apache-2.0
/** The planner: passes for problems of any size, then search for small ones. */
package org.rmalloc.optimal.plan;
