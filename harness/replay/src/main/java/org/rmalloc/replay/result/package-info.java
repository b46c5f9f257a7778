// SPDX-License-Identifier: Apache-2.0
/**
 * The alloc-stats format: what a replay of one trace against one allocator measured.
 *
 * <p>A file has a header, one row for each data point, and a summary, in this order, and is written
 * and read streaming. The fields of each object come in the order in which the writer writes them.
 * {@code alloc-stats.schema.json} beside these classes describes it.
 */
package org.rmalloc.replay.result;
