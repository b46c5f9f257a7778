// SPDX-License-Identifier: Apache-2.0
/** Frontiers as words, tables, charts and JSON: how much must move for how small a heap. */
package org.rmalloc.report.frontier;
