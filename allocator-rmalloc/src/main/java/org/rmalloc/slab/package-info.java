// SPDX-License-Identifier: Apache-2.0
/**
 * {@code rmalloc2}: a relocating allocator that moves as little as lets a request succeed.
 *
 * <p>{@link org.rmalloc.slab.Rmalloc2} tells the whole; each layout class draws what it owns.
 */
package org.rmalloc.slab;
