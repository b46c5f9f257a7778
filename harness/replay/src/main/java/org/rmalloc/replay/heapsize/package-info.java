/** How large a heap is, and how large it must be. */
package org.rmalloc.replay.heapsize;
