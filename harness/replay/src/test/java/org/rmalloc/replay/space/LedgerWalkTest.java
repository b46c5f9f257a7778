// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.contract.ledger.HeapLedger;
import org.rmalloc.heap.LoadStoreCountingHeap;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.toy.Found;
import org.rmalloc.trace.random.SplitMix64;

/** After each of many random calls the ledger tells the same heap as the checked walk. */
final class LedgerWalkTest {
  private static final int CALLS = 6_000;
  private static final int HEAP_BYTES = 4096;

  static List<JavaAllocatorContender> allocators() {
    return Found.withAddresses();
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void theLedgerEqualsTheWalk(JavaAllocatorContender contender) {
    for (long seed = 1; seed <= 3; seed++) {
      HeapLedger ledger = new HeapLedger(HEAP_BYTES);
      LoadStoreCountingHeap heap = new LoadStoreCountingHeap(HEAP_BYTES);
      MisuseCheckingAllocator allocator =
          new MisuseCheckingAllocator(contender.create(heap, ledger));
      Client client = new Client(allocator, new SplitMix64(seed));
      for (int call = 0; call < CALLS; call++) {
        client.call();
        assertAgree(ledger, allocator, contender.name() + ", seed " + seed + ", call " + call);
      }
      assertTrue(client.failures > CALLS / 100, "the heap is full now and then");
    }
  }

  private static void assertAgree(
      HeapLedger ledger, MisuseCheckingAllocator allocator, String when) {
    List<String> tiles = new ArrayList<>();
    ledger.forEachFreeTile((from, to) -> tiles.add(from + "-" + to));
    Walked walked = new Walked(ledger);
    allocator.walk(walked);
    assertEquals(walked.free, tiles, when);
    assertEquals(walked.usedBytes, ledger.usedBytes(), when);
    assertEquals(walked.freeBytes, ledger.freeBytes(), when);
    assertEquals(walked.largest, ledger.largestFreeTile(), when);
    assertEquals(HEAP_BYTES - walked.usedBytes - walked.freeBytes, ledger.overheadBytes(), when);
    assertTrue(ledger.internalBytes() <= ledger.overheadBytes(), when);
    assertEquals(List.of(), walked.misplaced, when);
  }

  /** The figures of a walk. */
  private static final class Walked implements HeapVisitor {
    final List<String> free = new ArrayList<>();
    final List<String> misplaced = new ArrayList<>();
    final HeapLedger ledger;
    long usedBytes;
    long freeBytes;
    long largest;

    Walked(HeapLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      usedBytes += to - from;
      if (ledger.addressOf(handle) != from) {
        misplaced.add("handle %d at %d".formatted(handle, from));
      }
    }

    @Override
    public void free(long from, long to) {
      free.add(from + "-" + to);
      freeBytes += to - from;
      largest = Math.max(largest, to - from);
    }

    @Override
    public void overhead(long from, long to) {}
  }

  /** Calls whatever a client may call, at random. */
  private static final class Client {
    private final MisuseCheckingAllocator allocator;
    private final SplitMix64 random;
    private final List<Long> live = new ArrayList<>();
    int failures;

    Client(MisuseCheckingAllocator allocator, SplitMix64 random) {
      this.allocator = allocator;
      this.random = random;
    }

    void call() {
      long dice = random.below(100);
      if (live.isEmpty() || dice < 40) {
        malloc(random.below(random.below(6) == 0 ? 600 : 80));
        return;
      }
      int index = (int) random.below(live.size());
      long handle = live.get(index);
      if (dice < 65) {
        allocator.free(handle);
        live.remove(index);
      } else if (dice < 80) {
        if (allocator.realloc(handle, random.below(160)) == ReallocOutcome.FAILED) {
          failures++;
        }
      } else if (dice < 87 && allocator.lockDepth(handle) < 3) {
        allocator.lock(handle);
      } else if (dice < 96 && allocator.lockDepth(handle) > 0) {
        allocator.unlock(handle);
      } else {
        allocator.compact(CompactionBudget.bytes(1 + random.below(400)));
      }
    }

    private void malloc(long size) {
      long handle = allocator.malloc(size);
      if (handle == 0) {
        failures++;
        allocator.compact(CompactionBudget.UNLIMITED);
        handle = allocator.malloc(size);
      }
      if (handle != 0) {
        live.add(handle);
      }
    }
  }
}
