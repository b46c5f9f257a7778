// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** What a resize did to the block. */
public enum ReallocOutcome {
  /** The block has the new size at its old address. */
  IN_PLACE,
  /** The block slid: its new place overlaps or adjoins its old one. */
  MOVED,
  /** The contents were copied to a new block, as C's realloc does; the old one is free. */
  COPIED,
  /** The heap cannot satisfy the request, or the block is locked; nothing has changed. */
  FAILED
}
