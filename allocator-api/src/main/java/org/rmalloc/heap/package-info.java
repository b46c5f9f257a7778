// SPDX-License-Identifier: Apache-2.0
/** The heap: the one contiguous, byte-addressed arena that an allocator manages. */
package org.rmalloc.heap;
