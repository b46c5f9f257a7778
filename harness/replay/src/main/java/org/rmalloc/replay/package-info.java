// SPDX-License-Identifier: Apache-2.0
/**
 * Replays traces against allocators, in space and in time.
 *
 * <p>{@link org.rmalloc.replay.Run} answers which allocator fits a trace; {@link
 * org.rmalloc.replay.Stats} writes all that can be said of one; {@link
 * org.rmalloc.replay.contender.Allocators} finds them.
 */
package org.rmalloc.replay;
