// SPDX-License-Identifier: Apache-2.0
/** The table of an experiment: a row for each combination, a column for each figure. */
package org.rmalloc.experiment.table;
