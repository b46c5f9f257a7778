// SPDX-License-Identifier: Apache-2.0
/** What alloc-stats files say, whichever tool wrote them: headers, and points as they stream by. */
package org.rmalloc.report.points;
