// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.heapsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.progress.ProgressNotifier;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.replay.toy.Toy;
import org.rmalloc.replay.toy.Traces;
import org.rmalloc.replay.trial.CompactionLimit;
import org.rmalloc.replay.workload.PlainReplay;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.testkit.ForwardingAllocator;

/** The smallest heaps, of allocators whose answer is known and of the real ones. */
final class MinHeapSearchTest {
  private static final Workload THOUSAND = Workload.of(Traces.of("N0:1000 F0"));

  static List<JavaAllocatorContender> allocators() {
    return Found.all();
  }

  @Test
  void whatFinishesFromSomewhereOnHasOneMinimum() {
    SmallestHeapResult found = find(Set.of(), capacity -> capacity >= 2345);
    assertWithin(2345, found.bytes());
    assertEquals(found.bytes(), found.lucky());
  }

  @Test
  void luckLiesBelowTheMinimum() {
    SmallestHeapResult found =
        find(Set.of(), capacity -> (capacity >= 1203 && capacity < 1300) || capacity >= 3111);
    assertWithin(3111, found.bytes());
    assertWithin(1203, found.lucky());
  }

  @Test
  void whatFailsInTheLargestHasOnlyLuck() {
    SmallestHeapResult found = find(Set.of(), capacity -> capacity >= 1500 && capacity < 3990);
    assertEquals(OptionalLong.empty(), found.bytes());
    assertWithin(1500, found.lucky());
  }

  @Test
  void whatNeverFinishesHasNeither() {
    SmallestHeapResult found = find(Set.of(), capacity -> false);
    assertEquals(
        SmallestHeapResult.none("does not finish in a heap of 4 times the peak of live bytes"),
        found);
  }

  @Test
  void theFootprintOfABlindAllocatorIsItsMinimum() {
    // first fit with headers of 4: 1004 bytes
    SmallestHeapResult found = find(Set.of(Capability.CAPACITY_BLIND), capacity -> true);
    assertEquals(SmallestHeapResult.of(1004), found);
  }

  @Test
  void anAllocatorThatIsNotAsBlindAsItSaysIsTriedOut() {
    SmallestHeapResult found =
        find(Set.of(Capability.CAPACITY_BLIND), capacity -> capacity >= 1500);
    assertWithin(1500, found.bytes());
  }

  @Test
  void theLargestHeapIsTriedOnce() {
    List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
    IntPredicate noting =
        capacity -> {
          asked.add(capacity);
          return false;
        };
    find(Workload.of(Traces.of("N0:2000000000 F0")), Set.of(), noting);
    // its one request is repeated after out-of-memory handling
    assertEquals(2, Collections.frequency(asked, Heap.MAX_CAPACITY), asked::toString);
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void theSmallestHeapOfEachAllocatorFinishes(JavaAllocatorContender contender) {
    for (int seed = 1; seed <= 3; seed++) {
      Workload workload = Workload.of(Traces.random(seed, 1_500, 40, false));
      SmallestHeapResult found =
          MinHeapSearch.find(
              workload, contender, CompactionLimit.NONE, 2, ProgressNotifier.silent());
      assertTrue(
          found.lucky().isPresent() || contender.name().equals("rmalloc"),
          contender.name()
              + ": only rmalloc, which reuses little, may need more than 4 × the peak");
      found.lucky().ifPresent(size -> assertTrue(finishes(workload, contender, size)));
      found.bytes().ifPresent(size -> assertTrue(finishes(workload, contender, size)));
      if (contender.can(Capability.CAPACITY_BLIND)) {
        assertEquals(found.lucky(), found.bytes());
        assertFalse(finishes(workload, contender, found.bytes().getAsLong() - 8));
      }
      if (contender.name().equals("optimal")) {
        assertEquals(SmallestHeapResult.of(workload.peakLive()), found);
      }
    }
  }

  private static boolean finishes(
      Workload workload, JavaAllocatorContender contender, long heapSize) {
    return new PlainReplay(workload, CompactionLimit.NONE)
            .run(contender.create(new PlainHeap(heapSize)))
        == workload.opCount();
  }

  private static void assertWithin(long expected, OptionalLong found) {
    long bytes = found.orElseThrow();
    assertTrue(expected <= bytes && bytes < expected + 8, expected + ", found " + bytes);
  }

  /** The search for a block of 1000 bytes in heaps that a rule declares large enough. */
  private static SmallestHeapResult find(Set<Capability> capabilities, IntPredicate largeEnough) {
    return find(THOUSAND, capabilities, largeEnough);
  }

  private static SmallestHeapResult find(
      Workload workload, Set<Capability> capabilities, IntPredicate largeEnough) {
    JavaAllocatorContender contender =
        new Toy("picky", capabilities, (heap, listener) -> picky(heap, largeEnough)).contender();
    return MinHeapSearch.find(
        workload, contender, CompactionLimit.NONE, 2, ProgressNotifier.silent());
  }

  private static Allocator picky(Heap heap, IntPredicate largeEnough) {
    return new ForwardingAllocator(Toy.slidingIn(heap, PlacementListener.NONE)) {
      @Override
      public long malloc(long sizeBytes) {
        return largeEnough.test(heap.capacity()) ? super.malloc(sizeBytes) : 0;
      }

      @Override
      public long malloc(long sizeBytes, int alignment) {
        return malloc(sizeBytes);
      }
    };
  }
}
