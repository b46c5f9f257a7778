// SPDX-License-Identifier: Apache-2.0
/** How large a heap is, and how large it must be. */
package org.rmalloc.replay.heapsize;
