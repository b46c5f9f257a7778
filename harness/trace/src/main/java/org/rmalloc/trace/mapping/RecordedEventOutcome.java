// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import java.util.Locale;

/** What became of a recorded event: each event counts as one of these, but for frees unseen. */
public enum RecordedEventOutcome {
  /** A block was born. */
  NEW,
  /** A block was freed. */
  FREE,
  /** A block was resized. */
  REALLOC,
  /** An access wholly within a block. */
  ACCESS,
  /** An access that starts in a block and runs past its end: vector code. It was cut there. */
  CLIPPED_END,
  /** An access that starts before a block and reaches into it. Its front was cut. */
  CLIPPED_FRONT,
  /** An access to no live block, dropped: allocator's metadata, a gap, freed memory. */
  STRAY,
  /** A block of size 0 was born; counts as {@link #NEW} too. */
  ZERO_SIZE,
  /** An allocation that failed, dropped. */
  NULL_NEW,
  /** A free of no address, dropped. */
  NULL_FREE,
  /** A live block was freed since a new one overlaps it: its own free went unseen. */
  IMPLICIT_FREE,
  /** The same, where the new block has the live one's place and size: a block logged twice? */
  DUPLICATE_NEW,
  /** A free of an address inside a live block, dropped. */
  INTERIOR_FREE,
  /** A free of a block that was freed already, dropped. */
  DOUBLE_FREE,
  /** A free of an address where no block was seen, or not for long; dropped. */
  UNKNOWN_FREE;

  /** This event as reports call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it shows that the recording is at odds with itself: what {@code --strict} refuses. */
  public boolean isAnomaly() {
    return switch (this) {
      case IMPLICIT_FREE, DUPLICATE_NEW, INTERIOR_FREE, DOUBLE_FREE, UNKNOWN_FREE -> true;
      case NEW, FREE, REALLOC, ACCESS, CLIPPED_END, CLIPPED_FRONT, STRAY -> false;
      case ZERO_SIZE, NULL_NEW, NULL_FREE -> false;
    };
  }
}
