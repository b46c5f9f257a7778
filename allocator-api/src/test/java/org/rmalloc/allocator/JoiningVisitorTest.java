package org.rmalloc.allocator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class JoiningVisitorTest {
  private final TileLog log = new TileLog();
  private final JoiningVisitor joining = new JoiningVisitor(log);

  @Test
  void neighboursOfOneKindAreJoined() {
    joining.free(0, 4);
    joining.free(4, 8);
    joining.overhead(8, 9);
    joining.overhead(9, 12);
    joining.free(12, 16);
    requireTiles("f0-8 o8-12 f12-16");
  }

  @Test
  void usedTilesAreNeverJoined() {
    joining.used(0, 4, 1, 0);
    joining.used(4, 8, 2, 3);
    requireTiles("u0-4#1/0 u4-8#2/3");
  }

  @Test
  void emptyTilesAreLeftOut() {
    joining.free(0, 4);
    joining.overhead(4, 4);
    joining.used(4, 4, 1, 0);
    joining.free(4, 8);
    requireTiles("f0-8");
  }

  @Test
  void aTileIsHeldBackUntilItsKindEnds() {
    joining.free(0, 4);
    assertEquals("", log.toString());
    joining.used(4, 8, 1, 0);
    assertEquals("f0-4 u4-8#1/0", log.toString());
  }

  @Test
  void tilesWithAGapBetweenThemAreNotJoined() {
    joining.free(0, 4);
    joining.free(5, 8);
    requireTiles("f0-4 f5-8");
  }

  @Test
  void finishingTwiceTellsNothingTwice() {
    joining.overhead(0, 4);
    joining.finish();
    requireTiles("o0-4");
  }

  private void requireTiles(String tiles) {
    joining.finish();
    assertEquals(tiles, log.toString());
  }
}
