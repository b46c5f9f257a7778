// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TileMergingVisitorTest {
  private final TileLog log = new TileLog();
  private final TileMergingVisitor coalescing = new TileMergingVisitor(log);

  @Test
  void neighboursOfOneKindAreCoalesced() {
    coalescing.free(0, 4);
    coalescing.free(4, 8);
    coalescing.overhead(8, 9);
    coalescing.overhead(9, 12);
    coalescing.free(12, 16);
    requireTiles("f0-8 o8-12 f12-16");
  }

  @Test
  void usedTilesAreNeverCoalesced() {
    coalescing.used(0, 4, 1, 0);
    coalescing.used(4, 8, 2, 3);
    requireTiles("u0-4#1/0 u4-8#2/3");
  }

  @Test
  void emptyTilesAreLeftOut() {
    coalescing.free(0, 4);
    coalescing.overhead(4, 4);
    coalescing.used(4, 4, 1, 0);
    coalescing.free(4, 8);
    requireTiles("f0-8");
  }

  @Test
  void aTileIsHeldBackUntilItsKindEnds() {
    coalescing.free(0, 4);
    assertEquals("", log.toString());
    coalescing.used(4, 8, 1, 0);
    assertEquals("f0-4 u4-8#1/0", log.toString());
  }

  @Test
  void tilesWithAGapBetweenThemAreNotCoalesced() {
    coalescing.free(0, 4);
    coalescing.free(5, 8);
    requireTiles("f0-4 f5-8");
  }

  @Test
  void finishingTwiceReportsNothingTwice() {
    coalescing.overhead(0, 4);
    coalescing.finish();
    requireTiles("o0-4");
  }

  private void requireTiles(String tiles) {
    coalescing.finish();
    assertEquals(tiles, log.toString());
  }
}
