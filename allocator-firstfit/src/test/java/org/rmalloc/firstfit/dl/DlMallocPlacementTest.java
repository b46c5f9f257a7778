// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Each way in which malloc chooses a block and free disposes of one, on examples by hand. */
final class DlMallocPlacementTest {
  private final Fixture f = new Fixture();

  @Test
  void blocksTakeFourBytesMoreRoundedUpToEightAndAtLeastSixteen() {
    assertEquals(8, f.at(f.malloc(0)));
    assertEquals(24, f.at(f.malloc(12)));
    assertEquals(40, f.at(f.malloc(13)));
    assertEquals(64, f.at(f.malloc(20)));
    assertEquals(88, f.at(f.malloc(21)));
    assertEquals(120, f.topAddress());
  }

  @Test
  void smallBlocksOfOneSizeAreReusedLastInFirstOut() {
    int[] holes = f.holes(24, 24, 24);
    assertEquals(holes[2], f.at(f.block(24)));
    assertEquals(holes[1], f.at(f.block(24)));
    assertEquals(holes[0], f.at(f.block(24)));
  }

  @Test
  void smallBlockEightBytesLargerIsUsedWhole() {
    int[] holes = f.holes(32);
    long handle = f.block(24);
    assertEquals(holes[0], f.at(handle));
    assertEquals(32, f.bytesOf(handle));
  }

  @Test
  void smallRequestPrefersItsOwnSizeToTheNext() {
    int[] holes = f.holes(24, 32);
    assertEquals(holes[0], f.at(f.block(24)));
  }

  @Test
  void smallRequestSplitsTheNextLargerSmallBlock() {
    int[] holes = f.holes(200, 64, 96);
    assertEquals(holes[1], f.at(f.block(24)));
    assertEquals(40, f.victimBytes());
  }

  @Test
  void smallRequestsAreCarvedFromTheVictimBeforeLargerBlocks() {
    int[] holes = f.holes(104, 56);
    f.block(40); // splits the 56, too small a rest for the next
    f.block(24); // splits the 104
    assertEquals(80, f.victimBytes());
    assertEquals(holes[0] + 24, f.at(f.block(32)));
    assertEquals(48, f.victimBytes());
  }

  @Test
  void replacedVictimGoesToItsBin() {
    int[] holes = f.holes(56, 104);
    f.block(32); // the 56's last 24 bytes are the victim
    f.block(40); // the 104's last 64 are
    assertEquals(64, f.victimBytes());
    assertEquals(holes[0] + 32, f.at(f.block(24)));
    assertEquals(64, f.victimBytes());
  }

  @Test
  void smallRequestSplitsTheSmallestLargeBlock() {
    int[] holes = f.holes(1024, 512, 640, 600);
    assertEquals(holes[1], f.at(f.block(24)));
    assertEquals(488, f.victimBytes());
  }

  @Test
  void smallRequestUsesLargeBlockWholeWhereNoBlockWouldRemain() {
    int[] holes = f.holes(256);
    long handle = f.block(248);
    assertEquals(holes[0], f.at(handle));
    assertEquals(256, f.bytesOf(handle));
    assertEquals(0, f.victimBytes());
  }

  @Test
  void largeRequestTakesTheBestFitAndBinsTheRest() {
    int[] holes = f.holes(1024, 640, 512, 704);
    assertEquals(holes[1], f.at(f.block(600)));
    assertEquals(0, f.victimBytes());
    assertEquals(holes[1] + 600, f.at(f.block(40)));
  }

  @Test
  void bestFitOfAnotherBinIsFound() {
    int[] holes = f.holes(5000, 70_000, 5100);
    assertEquals(holes[0], f.at(f.block(600)));
  }

  @Test
  void bestFitIsFoundOffTheRequestsOwnPath() {
    int[] holes = f.holes(768, 800, 1016, 832, 896);
    assertEquals(holes[3], f.at(f.block(808)));
  }

  @Test
  void equallyLargeBlocksAreReusedOldestFirst() {
    int[] holes = f.holes(512, 512, 512);
    assertEquals(holes[0], f.at(f.block(512)));
    assertEquals(holes[1], f.at(f.block(512)));
    assertEquals(holes[2], f.at(f.block(512)));
  }

  @Test
  void largeRequestTakesTheVictimThatFitsNoWorse() {
    int[] holes = f.holes(880, 640);
    long whole = f.block(640);
    f.block(240); // splits the 880
    assertEquals(640, f.victimBytes());
    f.free(whole);
    assertEquals(holes[0] + 240, f.at(f.block(632)));
    assertEquals(0, f.victimBytes());
  }

  @Test
  void largeRequestTakesTheBlockThatFitsBetterThanTheVictim() {
    int[] holes = f.holes(880, 632);
    long whole = f.block(632);
    f.block(240);
    f.free(whole);
    assertEquals(holes[1], f.at(f.block(632)));
    assertEquals(640, f.victimBytes());
  }

  @Test
  void largeRequestSplitsTheVictim() {
    int[] holes = f.holes(880);
    f.block(240);
    assertEquals(holes[0] + 240, f.at(f.block(400)));
    assertEquals(240, f.victimBytes());
  }

  @Test
  void topIsTakenWhenNothingElseFits() {
    f.holes(512, 64);
    int top = f.topAddress();
    assertEquals(top, f.at(f.block(600)));
  }

  @Test
  void freedBlockIsJoinedWithBothNeighbours() {
    long a = f.block(40);
    long b = f.block(48);
    long c = f.fenced(56);
    int first = f.at(a);
    f.free(a);
    f.free(c);
    f.free(b);
    long coalesced = f.block(144);
    assertEquals(first, f.at(coalesced));
    assertEquals(144, f.bytesOf(coalesced));
  }

  @Test
  void blockFreedBehindTheVictimMakesItLarger() {
    f.holes(104);
    long used = f.block(40); // leaves a victim of 64
    long behind = f.block(64); // takes it
    f.free(used);
    f.block(24); // splits the 40: a victim of 16
    assertEquals(16, f.victimBytes());
    f.free(behind);
    assertEquals(80, f.victimBytes());
  }

  @Test
  void blockFreedBeforeTheVictimMakesItLarger() {
    f.holes(104);
    long before = f.block(40);
    assertEquals(64, f.victimBytes());
    f.free(before);
    assertEquals(104, f.victimBytes());
  }

  @Test
  void blockFreedBetweenVictimAndBinnedBlockJoinsAllThreeIntoTheVictim() {
    long a = f.block(64);
    long b = f.block(40);
    long c = f.fenced(304);
    f.free(a);
    f.block(32); // a victim of 32 before b
    f.free(c);
    f.free(b);
    assertEquals(32 + 40 + 304, f.victimBytes());
  }

  @Test
  void blockFreedBetweenBinnedBlockAndVictimJoinsAllThreeIntoTheVictim() {
    long a = f.block(304);
    long c = f.fenced(104);
    f.free(c);
    long b = f.block(40); // splits the 104: a victim of 64 behind b
    f.free(a);
    f.free(b);
    assertEquals(304 + 40 + 64, f.victimBytes());
  }

  @Test
  void blockFreedBeforeTheTopBecomesPartOfIt() {
    long a = f.block(40);
    long b = f.block(48);
    int top = f.topBytes();
    f.free(b);
    assertEquals(top + 48, f.topBytes());
    f.free(a);
    assertEquals(top + 88, f.topBytes());
    assertEquals(8, f.topAddress());
  }

  @Test
  void victimBeforeTheTopBecomesPartOfIt() {
    long a = f.block(104);
    long last = f.block(16);
    f.free(a);
    f.block(24); // a victim of 80
    f.free(last);
    assertEquals(0, f.victimBytes());
    assertEquals(8 + 24, f.topAddress());
  }
}
