// SPDX-License-Identifier: Apache-2.0
/** Charts as SVG, PDF and PNG: drawn by XChart, legible in print and in grey. */
package org.rmalloc.report.chart;
