// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

/** Where in the list of free blocks a freed block goes (Wilson et al. 1995). */
enum FreeListOrder {
  /** Sorted by address. A block keeps its place when it grows or shrinks. */
  ADDRESS,
  /** Last in, first out: at the front. */
  LIFO,
  /** First in, first out: at the end. */
  FIFO
}
