// SPDX-License-Identifier: Apache-2.0
/** Tables, and how they are printed: for a terminal, CSV, Markdown and LaTeX. */
package org.rmalloc.report.table;
