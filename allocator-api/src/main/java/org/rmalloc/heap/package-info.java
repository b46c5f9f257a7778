/** The heap: the one contiguous, byte-addressed arena that an allocator manages. */
package org.rmalloc.heap;
