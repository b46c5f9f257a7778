// SPDX-License-Identifier: Apache-2.0
/**
 * The 2014 tables, fault by fault: ties decided by argument order, an early death scored as 0 ns,
 * the time of a free never scored. Kept so that published figures can be checked; {@link
 * org.rmalloc.report.sound} answers the same questions soundly.
 */
package org.rmalloc.report.scoring2014;
