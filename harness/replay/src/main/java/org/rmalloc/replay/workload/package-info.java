// SPDX-License-Identifier: Apache-2.0
/** What a trace asks of an allocator, packed for the replay loops, and the plain ones of these. */
package org.rmalloc.replay.workload;
