// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

/**
 * A stretch of the heap, half-open and not empty.
 *
 * @param block of a used tile its number, else −1
 */
record HeapTile(Kind kind, long from, long to, int block, int lockDepth) {
  /** What a tile is. */
  enum Kind {
    USED,
    FREE,
    OVERHEAD
  }
}
