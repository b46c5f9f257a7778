// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.InvariantViolation;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.testkit.ForwardingAllocator;

/** Blocks keep their contents in every allocator, and the check sees it when they do not. */
final class PayloadTest {

  static List<JavaAllocatorContender> allocators() {
    return Found.withAddresses();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void contentsAreKept(JavaAllocatorContender contender) throws IOException {
    for (int seed = 1; seed <= 2; seed++) {
      Workload workload = Workload.of(Traces.random(seed, 4_000, 80, true));
      for (double factor = 1.1; factor < 3; factor += 0.3) {
        replay(workload, contender, (long) (workload.peakLive() * factor));
      }
    }
  }

  @Test
  void aByteLostIsFoundWhenTheBlockIsFreed() {
    assertLost("op 2: ", "N0:100 N1:100 F0");
  }

  @Test
  void aByteLostIsFoundWhenTheBlockIsResized() {
    assertLost("op 2: ", "N0:100 N1:100 R0:90");
  }

  @Test
  void aByteLostIsFoundAtTheEnd() {
    InvariantViolation violation =
        assertThrows(InvariantViolation.class, () -> replay("N0:100 N1:100", careless(), 512));
    assertTrue(violation.getMessage().contains("handle 1 at 4 has lost its contents at byte 0"));
  }

  @Test
  void aByteLostInACompactionIsFoundRightAfterIt() {
    JavaAllocatorContender contender = Toy.contender("slippery", PayloadTest::slippery);
    InvariantViolation violation =
        assertThrows(
            InvariantViolation.class, () -> replay("N0:100 N1:100 F0 N2:120", contender, 300));
    assertEquals(
        "op 3: the block of handle 2 at 4 has lost its contents at byte 3 of 100",
        violation.getMessage());
  }

  @Test
  void anOverlapIsFoundByTheLedger() {
    JavaAllocatorContender overlapping = Toy.contender("overlapping", PayloadTest::overlapping);
    InvariantViolation violation =
        assertThrows(InvariantViolation.class, () -> replay("N0:10 N1:10", overlapping, 512));
    assertEquals(
        "op 1: L1: block 2 takes bytes 0 to 14 (exclusive) of a heap of 512, which are not all"
            + " free",
        violation.getMessage());
  }

  private static void assertLost(String where, String ops) {
    InvariantViolation violation =
        assertThrows(InvariantViolation.class, () -> replay(ops, careless(), 300));
    assertTrue(violation.getMessage().startsWith(where), violation.getMessage());
    assertTrue(violation.getMessage().contains("lost its contents"), violation.getMessage());
  }

  /** Writes into the first block's payload whenever it places a later one. */
  private static JavaAllocatorContender careless() {
    return Toy.contender("careless", PayloadTest::careless);
  }

  private static Allocator careless(Heap heap, PlacementListener listener) {
    return new ForwardingAllocator(Toy.slidingIn(heap, listener)) {
      private boolean placed;

      @Override
      public long malloc(long sizeBytes) {
        if (placed) {
          heap.putByte(4, heap.getByte(4) + 1);
        }
        placed = true;
        return super.malloc(sizeBytes);
      }
    };
  }

  /** Loses a byte of the first block as it moves it. */
  private static Allocator slippery(Heap heap, PlacementListener listener) {
    return new ForwardingAllocator(Toy.slidingIn(heap, listener)) {
      @Override
      public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
        CompactionResult done = super.relieve(sizeBytes, budget);
        heap.putByte(7, heap.getByte(7) + 1);
        return done;
      }
    };
  }

  private static Allocator overlapping(Heap heap, PlacementListener listener) {
    return new ForwardingAllocator(Toy.slidingIn(heap, PlacementListener.NONE)) {
      private long handle;

      @Override
      public long malloc(long sizeBytes) {
        listener.placed(++handle, 4, sizeBytes, 0, sizeBytes + 4);
        return handle;
      }

      @Override
      public long weakLock(long handle) {
        return 4;
      }
    };
  }

  private static void replay(String ops, JavaAllocatorContender contender, long heapSize)
      throws IOException {
    replay(Workload.of(Traces.of(ops)), contender, heapSize);
  }

  private static void replay(Workload workload, JavaAllocatorContender contender, long heapSize)
      throws IOException {
    SpaceReplayOptions options = new SpaceReplayOptions(heapSize).verifyingPayloads();
    new SpacePass(workload, contender, options).run(DataPointSink.NONE, ProgressNotifier.silent());
  }
}
