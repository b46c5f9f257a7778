// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/** Which windows are emptied for a request that failed, before everything is moved together. */
enum CompactionPolicy {
  /** The cheaper of a window that slides and one that is evicted. */
  WINDOWS(true, true),
  /** Windows that slide. */
  SLIDE(true, false),
  /** Windows that are evicted. */
  EVICT(false, true),
  /** None: everything is moved together at once. */
  FULL(false, false);

  private final boolean slides;
  private final boolean evicts;

  CompactionPolicy(boolean slides, boolean evicts) {
    this.slides = slides;
    this.evicts = evicts;
  }

  boolean usesWindows() {
    return slides || evicts;
  }

  /** Whether the used extents of a window may slide to its start. */
  boolean slides() {
    return slides;
  }

  /** Whether the used extents of a window may be moved to holes elsewhere. */
  boolean evicts() {
    return evicts;
  }
}
