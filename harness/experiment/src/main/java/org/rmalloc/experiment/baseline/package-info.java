// SPDX-License-Identifier: Apache-2.0
/**
 * The baseline that a gate holds results against: deterministic figures and where they grew, in a
 * file that people commit and read.
 */
package org.rmalloc.experiment.baseline;
