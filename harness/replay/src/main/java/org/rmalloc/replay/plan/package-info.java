// SPDX-License-Identifier: Apache-2.0
/**
 * Offline plans: problems from traces and from minimalloc's CSV, planners found at run time, and
 * plans as CSV, SVG, C header and JSON.
 */
package org.rmalloc.replay.plan;
