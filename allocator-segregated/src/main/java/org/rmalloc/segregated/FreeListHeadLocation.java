// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

/** Where the heads of free lists are. */
enum FreeListHeadLocation {
  /** At the heap's start. */
  HEAP,
  /** In a region beside the heap, as C keeps statics. */
  BESIDE
}
