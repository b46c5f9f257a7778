// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.InvalidOptionException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/** How the arena is claimed and given back, and what that makes the largest request. */
final class DlMallocClaimTest {
  @Test
  void nothingIsClaimedBeforeTheFirstRequest() {
    Fixture f = new Fixture();
    assertEquals(0, f.allocator.footprint());
    f.malloc(0);
    assertEquals(4096, f.allocator.footprint());
  }

  @Test
  void firstClaimIsTheBlockAndFortyEightBytesInWholeSteps() {
    Fixture f = new Fixture(1 << 20, 1, Fixture.NEVER);
    f.block(104);
    assertEquals(104 + 48, f.allocator.footprint());
    assertEquals(8, f.topBytes());
    Fixture pages = new Fixture();
    pages.block(4096 - 48);
    assertEquals(4096, pages.allocator.footprint());
    pages = new Fixture();
    pages.block(4096 - 40);
    assertEquals(8192, pages.allocator.footprint());
  }

  @Test
  void laterClaimsAskForThePaddingAgainLessWhatTheTopHas() {
    Fixture f = new Fixture(1 << 20, 1, Fixture.NEVER);
    f.block(104);
    f.block(104); // 8 at the top: claims 104 - 8 + 48
    assertEquals(152 + 144, f.allocator.footprint());
    assertEquals(48, f.topBytes());
    f.block(40); // the top holds it
    assertEquals(296, f.allocator.footprint());
    assertEquals(8, f.topBytes());
    f.block(104);
    f.block(48); // a top of 48 is not used up: claims 48 more
    assertEquals(296 + 144 + 48, f.allocator.footprint());
  }

  @Test
  void firstClaimEndsOnAPagesBoundaryWhereverTheArenaStarts() {
    Fixture f = new Fixture(3 * 4096, 4096, 8, Fixture.NEVER);
    assertEquals(2 * 4096 - 52, f.allocator.largestFree());
    f.block(4096 - 48);
    assertEquals(4088 + 4096, f.allocator.footprint());
    f.block(8000);
    assertEquals(4088 + 2 * 4096, f.allocator.footprint());
    assertEquals(0, f.malloc(500), "8 bytes are left");
  }

  @Test
  void startBeyondThePageIsRefused() {
    DlMallocProvider provider = new DlMallocProvider();
    OptionValues options =
        OptionValues.parse(provider.options(), Map.of("granularity", "64", "start", "64"));
    var refusal = assertThrows(InvalidOptionException.class, () -> provider.validate(options));
    assertEquals(
        "option start: found 64, expected less than the granularity, 64", refusal.getMessage());
  }

  @Test
  void lastStepIsRefusedRatherThanCutShort() {
    Fixture f = new Fixture(4096 + 4000, 4096, Fixture.NEVER);
    f.block(4008);
    assertEquals(40, f.topBytes() - 8);
    assertEquals(0, f.malloc(100));
    assertEquals(4096, f.allocator.footprint());
    assertNotEquals(0, f.malloc(36));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 512, 4096})
  void onceAllIsFreedTheLargestRequestIsThatOfTheStartLessTheFoot(int granularity) {
    Fixture f = new Fixture(64 << 10, granularity, Fixture.NEVER);
    long atFirst = f.allocator.largestFree();
    assertEquals((64 << 10) - 52, atFirst);
    f.free(f.malloc(1000));
    assertEquals(atFirst - 40, f.allocator.largestFree());
    f.free(f.malloc((int) atFirst - 40));
    assertEquals(atFirst, f.allocator.largestFree(), "all is claimed, so nothing is asked for");
  }

  @Test
  void topAboveTheThresholdIsGivenBackInWholeSteps() {
    Fixture f = new Fixture(1 << 20, 4096, 20_000);
    long kept = f.block(3000);
    long large = f.block(30_000);
    f.free(large);
    assertEquals(4096, f.allocator.footprint());
    assertEquals(4096 - 36 - 4 - 3000, f.topBytes());
    f.free(kept);
    assertEquals(4096, f.allocator.footprint());
  }

  @Test
  void topWithinTheThresholdIsKept() {
    Fixture f = new Fixture(1 << 20, 4096, 20_000);
    f.free(f.block(16_000));
    assertEquals(16_384, f.allocator.footprint());
  }

  @Test
  void resizeThatShrinksDoesNotTrim() {
    Fixture f = new Fixture(1 << 20, 4096, 20_000);
    long handle = f.block(30_000);
    f.resize(handle, 16);
    assertEquals(32_768, f.allocator.footprint());
  }

  /** This is what {@link org.rmalloc.allocator.Capability#CAPACITY_BLIND} promises. */
  @ParameterizedTest
  @ValueSource(ints = {1, 64, 4096})
  void heapOfThePeakFootprintServesAllAndNoSmallerOneDoes(int granularity) {
    for (int seed = 0; seed < 200; seed++) {
      long[] addresses = new long[400];
      long peak = replay(seed, 4 << 20, granularity, addresses);
      long[] again = new long[400];
      assertEquals(peak, replay(seed, (int) peak, granularity, again));
      assertEquals(-1, Arrays.mismatch(addresses, again), "placements differ");
      assertTrue(replay(seed, (int) peak - 8, granularity, again) < 0, "8 bytes less would do");
    }
  }

  /** The peak footprint of 400 random requests, −1 if one is not satisfied. */
  private static long replay(int seed, int capacity, int granularity, long[] addresses) {
    SplittableRandom random = new SplittableRandom(seed);
    DlMalloc allocator =
        new DlMalloc(
            new PlainHeap(capacity), granularity, 0, Fixture.NEVER, PlacementListener.NONE);
    long[] handles = new long[60];
    long peak = 0;
    for (int op = 0; op < addresses.length; op++) {
      int slot = random.nextInt(handles.length);
      if (handles[slot] != 0) {
        allocator.free(handles[slot]);
      }
      handles[slot] = allocator.malloc(random.nextInt(1 << random.nextInt(1, 14)));
      if (handles[slot] == 0) {
        return -1;
      }
      addresses[op] = allocator.weakLock(handles[slot]);
      peak = Math.max(peak, allocator.footprint());
    }
    return peak;
  }

  @Test
  void largestRequestIsExact() {
    SplittableRandom random = new SplittableRandom(5);
    Fixture f = new Fixture(40_000, 64, Fixture.NEVER);
    long[] handles = new long[50];
    for (int op = 0; op < 2_000; op++) {
      int slot = random.nextInt(handles.length);
      if (handles[slot] != 0) {
        f.free(handles[slot]);
      }
      handles[slot] = f.malloc(random.nextInt(2_000));
      checkLargest(f);
    }
  }

  private static void checkLargest(Fixture f) {
    int largest = (int) f.allocator.largestFree();
    assertEquals(0, f.allocator.malloc(largest + 1));
    if (largest < 0) {
      return;
    }
    assertFalse(largest < 12, "the least block serves 12 bytes");
    long handle = f.allocator.malloc(largest);
    assertNotEquals(0, handle);
    f.allocator.free(handle);
  }
}
