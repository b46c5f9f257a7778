// SPDX-License-Identifier: Apache-2.0
/**
 * The heap op by op: a map of its addresses at every op, from what allocators report of their
 * placements, as a page that plays, as a GIF and as one picture.
 */
package org.rmalloc.report.animation;
