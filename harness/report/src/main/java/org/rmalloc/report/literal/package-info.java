// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the alloc-stats of the 2014 tool: assignments of Python literals. They are parsed,
 * strictly, and never evaluated.
 */
package org.rmalloc.report.literal;
