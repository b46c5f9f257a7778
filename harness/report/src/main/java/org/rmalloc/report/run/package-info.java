// SPDX-License-Identifier: Apache-2.0
/** The table of a run, made of its results alone. */
package org.rmalloc.report.run;
