// SPDX-License-Identifier: Apache-2.0
/** Compares the contenders of an experiment over many traces: means, ranks, sweeps. */
package org.rmalloc.report.experiment;
