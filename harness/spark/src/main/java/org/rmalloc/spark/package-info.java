// SPDX-License-Identifier: Apache-2.0
/** Measures the trials of an experiment on Apache Spark. */
package org.rmalloc.spark;
