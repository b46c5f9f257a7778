// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/** A step by which room is made for a request that failed. */
enum OutOfMemoryCompactionStep {
  /** The cheapest window is emptied, if its used bytes are few beside what is needed. */
  CHEAP_WINDOW,
  /** Slabs give back what takes no move: those without blocks, and slots that were never used. */
  CUT_SLABS,
  /** Slabs are packed, until there are enough free bytes in all. */
  PACK_SLABS,
  /** The cheapest window is emptied, whatever it costs. */
  ANY_WINDOW
}
