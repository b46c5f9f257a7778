/** The oracle: the least that any allocator can need, and no allocator that one could build. */
package org.rmalloc.optimal;
