// SPDX-License-Identifier: Apache-2.0
/** Predictions of real programs as tables and JSON. */
package org.rmalloc.report.predict;
