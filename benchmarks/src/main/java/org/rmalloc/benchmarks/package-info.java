// SPDX-License-Identifier: Apache-2.0
/** JMH: throughput of replay, and of the hot operations, as a cross-check of the time pass. */
package org.rmalloc.benchmarks;
