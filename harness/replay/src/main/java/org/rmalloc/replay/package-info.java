// SPDX-License-Identifier: Apache-2.0
/**
 * Replays traces against allocators, in space and in time.
 *
 * <p>{@link org.rmalloc.replay.TrialRunner} measures contenders on a trace; {@link
 * org.rmalloc.replay.ResultFolderWriter} keeps what is measured; {@link
 * org.rmalloc.replay.contender.Allocators} finds allocators.
 */
package org.rmalloc.replay;
