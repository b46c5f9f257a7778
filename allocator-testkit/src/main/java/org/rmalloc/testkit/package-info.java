// SPDX-License-Identifier: Apache-2.0
/**
 * Model, op generator, checker, shrinker and contract suite, for our allocators and anybody's.
 *
 * <p>A subclass of {@link org.rmalloc.testkit.AllocatorContract} puts an allocator through all of
 * it. Nothing here shares code with an allocator: the judge is not the judged.
 */
package org.rmalloc.testkit;
