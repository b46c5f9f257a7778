// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.rmalloc.allocator.ReallocOutcome.COPIED;
import static org.rmalloc.allocator.ReallocOutcome.FAILED;
import static org.rmalloc.allocator.ReallocOutcome.IN_PLACE;

import org.junit.jupiter.api.Test;

/** Each way in which realloc resizes a block, on examples by hand. */
final class DlMallocResizeTest {
  private final Fixture f = new Fixture();

  @Test
  void shrinkingByLessThanABlockKeepsIt() {
    long handle = f.fenced(64);
    assertEquals(IN_PLACE, f.resize(handle, 56));
    assertEquals(64, f.bytesOf(handle));
  }

  @Test
  void shrinkingGivesTheRestBack() {
    long handle = f.fenced(64);
    int at = f.at(handle);
    assertEquals(IN_PLACE, f.resize(handle, 40));
    assertEquals(40, f.bytesOf(handle));
    assertEquals(at + 40, f.at(f.block(24)));
  }

  @Test
  void shrinkingJoinsTheRestWithWhatIsFreeBehind() {
    long handle = f.block(64);
    long behind = f.fenced(48);
    f.free(behind);
    f.resize(handle, 40);
    assertEquals(f.at(handle) + 40, f.at(f.block(72)));
  }

  @Test
  void shrinkingTheLastBlockMakesTheTopLarger() {
    long handle = f.block(64);
    int top = f.topBytes();
    f.resize(handle, 40);
    assertEquals(top + 24, f.topBytes());
  }

  @Test
  void growsIntoTheTopUpToItsLastEightBytes() {
    long handle = f.block(40);
    int top = f.topBytes();
    assertEquals(IN_PLACE, f.resize(handle, 40 + top - 8));
    assertEquals(8, f.topBytes());
    assertEquals(4096, f.allocator.footprint());
  }

  @Test
  void topIsNeverUsedUpNorExtendedToGrowInPlace() {
    long handle = f.block(40);
    int at = f.at(handle);
    assertEquals(COPIED, f.resize(handle, 40 + f.topBytes()));
    assertNotEquals(at, f.at(handle));
    assertEquals(8192, f.allocator.footprint());
  }

  @Test
  void growsIntoTheVictimAndLeavesARest() {
    long handle = smallBlockBeforeVictimOf80();
    assertEquals(IN_PLACE, f.resize(handle, 48));
    assertEquals(48, f.bytesOf(handle));
    assertEquals(56, f.victimBytes());
  }

  @Test
  void growsIntoAllOfTheVictimWhereNoBlockWouldRemain() {
    long handle = smallBlockBeforeVictimOf80();
    assertEquals(IN_PLACE, f.resize(handle, 96));
    assertEquals(104, f.bytesOf(handle));
    assertEquals(0, f.victimBytes());
  }

  @Test
  void victimThatIsTooSmallIsLeftAlone() {
    long handle = smallBlockBeforeVictimOf80();
    assertEquals(COPIED, f.resize(handle, 112));
    assertEquals(104, f.victimBytes(), "the old block has coalesced it");
  }

  @Test
  void growsIntoABinnedBlockAndGivesTheRestBack() {
    long handle = f.block(40);
    long behind = f.fenced(80);
    f.free(behind);
    assertEquals(IN_PLACE, f.resize(handle, 64));
    assertEquals(64, f.bytesOf(handle));
    assertEquals(f.at(handle) + 64, f.at(f.block(56)));
  }

  @Test
  void growsIntoAllOfABinnedBlockWhereNoBlockWouldRemain() {
    long handle = f.block(40);
    long behind = f.fenced(304);
    f.free(behind);
    assertEquals(IN_PLACE, f.resize(handle, 336));
    assertEquals(344, f.bytesOf(handle));
  }

  @Test
  void copiesWhenWhatIsBehindIsInUseOrTooSmall() {
    long handle = f.block(40);
    long behind = f.fenced(80);
    int at = f.at(handle);
    assertEquals(COPIED, f.resize(handle, 48));
    assertNotEquals(at, f.at(handle));
    f.free(behind);
    long other = f.block(40);
    assertEquals(at, f.at(other));
    assertEquals(COPIED, f.resize(other, 40 + 80 + 8));
  }

  @Test
  void copyKeepsTheContentsAndFreesTheOldBlock() {
    long handle = f.fenced(40);
    int at = f.at(handle);
    byte[] contents = new byte[36];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = (byte) (i + 1);
    }
    f.heap.payload().write(at, contents, 0, 36);
    assertEquals(COPIED, f.resize(handle, 512));
    assertEquals(-1, f.heap.payload().mismatch(f.at(handle), contents, 0, 36));
    assertEquals(at, f.at(f.block(40)));
  }

  @Test
  void lockedBlockIsResizedInPlaceOrNotAtAll() {
    long handle = f.fenced(40);
    f.allocator.lock(handle);
    assertEquals(FAILED, f.resize(handle, 512));
    assertEquals(IN_PLACE, f.resize(handle, 24));
  }

  /** A block of 24 bytes, the victim of 80 behind it, then one in use. */
  private long smallBlockBeforeVictimOf80() {
    f.free(f.fenced(104));
    long handle = f.block(24);
    assertEquals(80, f.victimBytes());
    return handle;
  }
}
