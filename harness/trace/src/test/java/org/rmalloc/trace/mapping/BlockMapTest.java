// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rmalloc.trace.random.SplitMix64;

/** The map against a {@link TreeMap}, through growth and shrinkage of many leaves. */
class BlockMapTest {
  private record Block(long size, int handle) {}

  private final BlockMap subject = new BlockMap();
  private final TreeMap<Long, Block> model = new TreeMap<>(Long::compareUnsigned);

  @Test
  void agreesWithATreeMapWhileItGrowsAndShrinks() {
    SplitMix64 random = new SplitMix64(7);
    for (int i = 0; i < 120_000; i++) {
      // up to some ten thousand blocks, down to none, and again
      boolean grows = i / 20_000 % 2 == 0;
      long address = (random.below(1 << 18) << 3) - (1 << 20); // around the unsigned wrap too
      if (random.below(10) < (grows ? 9 : 1)) {
        add(address, random.below(8), i);
      } else {
        removeAtOrBelow(grows ? address : -1 >>> 1);
      }
      check(address + random.below(16) - 8);
    }
  }

  @Test
  void anEmptyMapHasNoBlock() {
    subject.seek(5);
    assertFalse(subject.isOnBlock());
    assertFalse(subject.advance());
  }

  @Test
  void theWalkFromTheFirstVisitsAllInOrder() {
    SplitMix64 random = new SplitMix64(8);
    for (int i = 0; i < 5_000; i++) {
      add(random.below(1 << 20) << 4, 8, i);
    }
    subject.seek(0);
    boolean there = subject.isOnBlock() || subject.advance();
    for (Map.Entry<Long, Block> block : model.entrySet()) {
      assertEquals(block.getKey(), subject.start());
      assertEquals(block.getValue(), new Block(subject.size(), subject.handle()));
      there = subject.advance();
    }
    assertFalse(there);
  }

  private void add(long address, long size, int handle) {
    if (model.putIfAbsent(address, new Block(size, handle)) == null) {
      subject.insert(address, size, handle);
    }
  }

  private void removeAtOrBelow(long address) {
    Long start = model.floorKey(address);
    if (start != null) {
      model.remove(start);
      subject.seek(start);
      subject.remove();
    }
  }

  private void check(long address) {
    subject.seek(address);
    Map.Entry<Long, Block> floor = model.floorEntry(address);
    assertEquals(floor != null, subject.isOnBlock());
    if (floor != null) {
      assertEquals(floor.getKey(), subject.start());
      assertEquals(floor.getValue(), new Block(subject.size(), subject.handle()));
    }
    Map.Entry<Long, Block> next = model.higherEntry(address);
    assertEquals(next != null, subject.advance());
    if (next != null) {
      assertEquals(next.getKey(), subject.start());
    }
  }
}
