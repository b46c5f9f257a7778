package org.rmalloc.slab;

/** How room is made for a request that failed. */
enum CompactionPolicy {
  /** The cheapest window first; everything together only as the last resort. */
  WINDOWS,
  /** Everything together, at once. */
  FULL;

  boolean usesWindows() {
    return this == WINDOWS;
  }
}
