// SPDX-License-Identifier: Apache-2.0
/** Compares alloc-stats files: reads them, groups what may be compared, scores and prints it. */
package org.rmalloc.report;
