// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/** Which windows are emptied for a request that failed, before everything is moved together. */
enum CompactionPolicy {
  /** The cheaper of a window that slides and one that is evicted. */
  WINDOWS(true, true, false),
  /** Windows that slide. */
  SLIDE(true, false, false),
  /** Windows that are evicted. */
  EVICT(false, true, false),
  /** None: everything is moved together at once. */
  FULL(false, false, false),
  /** As {@link #WINDOWS}; until the heap is full, also a cheap one before the break rises. */
  INCREMENTAL(true, true, true);

  private final boolean slides;
  private final boolean evicts;
  private final boolean worksAhead;

  CompactionPolicy(boolean slides, boolean evicts, boolean worksAhead) {
    this.slides = slides;
    this.evicts = evicts;
    this.worksAhead = worksAhead;
  }

  /** Whether room is looked for below the break before the break rises. */
  boolean worksAhead() {
    return worksAhead;
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
