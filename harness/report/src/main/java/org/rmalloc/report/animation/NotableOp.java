// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

/**
 * An op worth looking at.
 *
 * @param step after it: 1 is the first op, locks included
 * @param words what is to be seen
 */
public record NotableOp(int step, String words) {}
