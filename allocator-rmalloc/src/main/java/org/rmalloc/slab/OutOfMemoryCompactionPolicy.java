// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.List;

/**
 * How room is made for a request that failed: by which steps, in which order, and with which
 * windows. The first step that makes room is the last one taken.
 *
 * <p>If no step makes room, {@link LastResortCompactionPlanner} follows under every policy: it is
 * what {@code maxmem} promises, so none may leave it out.
 */
enum OutOfMemoryCompactionPolicy {
  /** The cheaper of a window that slides and one that is evicted. */
  WINDOWS(true, true, false),
  /** Windows that slide. */
  SLIDE(true, false, false),
  /** Windows that are evicted. */
  EVICT(false, true, false),
  /** No windows: everything is moved together at once. */
  FULL(false, false, false),
  /** As {@link #WINDOWS}; until the heap is full, also a cheap one before the break rises. */
  INCREMENTAL(true, true, true);

  /** Give back before you move: what takes no move comes before what costs much. */
  private static final List<OutOfMemoryCompactionStep> WINDOW_STEPS =
      List.of(
          OutOfMemoryCompactionStep.CHEAP_WINDOW,
          OutOfMemoryCompactionStep.CUT_SLABS,
          OutOfMemoryCompactionStep.CHEAP_WINDOW,
          OutOfMemoryCompactionStep.PACK_SLABS,
          OutOfMemoryCompactionStep.ANY_WINDOW);

  private final boolean slides;
  private final boolean evicts;
  private final boolean worksAhead;

  OutOfMemoryCompactionPolicy(boolean slides, boolean evicts, boolean worksAhead) {
    this.slides = slides;
    this.evicts = evicts;
    this.worksAhead = worksAhead;
  }

  /** The steps before the last resort, in order. */
  List<OutOfMemoryCompactionStep> steps() {
    return slides || evicts ? WINDOW_STEPS : List.of();
  }

  /** Whether room is looked for below the break before the break rises. */
  boolean worksAhead() {
    return worksAhead;
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
