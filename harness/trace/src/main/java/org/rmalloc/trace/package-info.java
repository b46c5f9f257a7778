// SPDX-License-Identifier: Apache-2.0
/**
 * The central value: a trace in memory, what it demands of an allocator, and where it came from.
 */
package org.rmalloc.trace;
