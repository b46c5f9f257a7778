// SPDX-License-Identifier: Apache-2.0
/** Which points of long files are drawn: few enough to draw, and every extreme among them. */
package org.rmalloc.report.drawn;
