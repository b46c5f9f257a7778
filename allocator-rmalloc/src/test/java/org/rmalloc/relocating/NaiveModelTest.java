// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.PlainHeap;

/**
 * Random operations beside {@link NaiveRmalloc}: after every one the two agree on every block's
 * handle, address, size and lock depth, on both ends, on the largest request, now and after a
 * compaction; the invariants hold, and so do the payloads.
 */
final class NaiveModelTest {
  private static final int SEQUENCES = 200;
  private static final int OPS = 400;
  private static final int LARGE_SEQUENCES = 10; // in heaps where a step's limit is felt
  private static final int LARGE_CAPACITY = 600_000;

  static java.util.stream.Stream<Arguments> variants() {
    return java.util.stream.Stream.of(Arguments.of(true), Arguments.of(false));
  }

  @ParameterizedTest(name = "linked headers: {0}")
  @MethodSource("variants")
  void agreesAfterEveryOperation(boolean linked) {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      int most = seed % 2 == 0 ? 1024 : 8192;
      compareThroughout(new Run(linked, seed, most), seed);
    }
    for (long seed = 0; seed < LARGE_SEQUENCES; seed++) {
      compareThroughout(new Run(linked, seed, LARGE_CAPACITY), seed);
    }
  }

  private static void compareThroughout(Run run, long seed) {
    for (int op = 0; op < OPS; op++) {
      run.step();
      run.compare("seed %d, op %d".formatted(seed, op));
    }
  }

  /** One sequence. */
  private static final class Run {
    private final SplittableRandom random;
    private final PlainHeap heap;
    private final CompactingRmalloc rmalloc;
    private final MisuseCheckingAllocator checked;
    private final NaiveRmalloc naive;
    private final List<NaiveRmalloc.Block> live = new ArrayList<>();
    private final int most;
    private final double lockShare;

    Run(boolean linked, long seed, int mostCapacity) {
      random = new SplittableRandom(seed);
      heap = new PlainHeap(random.nextInt(64, mostCapacity));
      BlockHeaderTable table =
          linked
              ? new LinkedBlockHeaderTable(heap, PlacementListener.NONE)
              : new ScannedBlockHeaderTable(heap, PlacementListener.NONE);
      rmalloc = new CompactingRmalloc(new BlockArena(heap, table), PlacementListener.NONE);
      checked = new MisuseCheckingAllocator(rmalloc);
      naive = new NaiveRmalloc(heap.capacity(), linked);
      most = random.nextInt(8, Math.max(9, heap.capacity() / 4));
      lockShare = random.nextDouble() * 0.4;
    }

    void step() {
      int kind = random.nextInt(100);
      if (kind < 45 || live.isEmpty()) {
        malloc();
      } else if (kind < 75) {
        free();
      } else if (kind < 85) {
        realloc();
      } else if (kind < 97) {
        lockOrUnlock();
      } else {
        long most = random.nextInt(2) == 0 ? Long.MAX_VALUE : random.nextInt(heap.capacity());
        compact(CompactionBudget.bytes(most));
      }
    }

    private void malloc() {
      int size = random.nextInt(most);
      NaiveRmalloc.Block block = naive.malloc(size);
      long handle = checked.malloc(size);
      if (block == null && random.nextInt(3) == 0) {
        assertEquals(0, handle);
        compact(CompactionBudget.UNLIMITED);
        block = naive.malloc(size);
        handle = checked.malloc(size);
      }
      assertEquals(block == null ? 0 : naive.handle(block), handle);
      if (block != null) {
        live.add(block);
        fill(handle);
      }
    }

    private void free() {
      NaiveRmalloc.Block block = live.remove(random.nextInt(live.size()));
      checked.free(naive.handle(block));
      naive.free(block);
    }

    private void realloc() {
      NaiveRmalloc.Block block = live.get(random.nextInt(live.size()));
      int size = random.nextInt(most);
      long handle = naive.handle(block);
      long kept = Math.min(size, checked.sizeBytes(handle));
      String expected = naive.realloc(block, size);
      assertEquals(expected, checked.realloc(handle, size).name());
      verify(handle, kept);
      if (!expected.equals("FAILED")) {
        fill(handle);
      }
    }

    private void lockOrUnlock() {
      NaiveRmalloc.Block block = live.get(random.nextInt(live.size()));
      if (block.locks > 0 && random.nextDouble() > lockShare) {
        checked.unlock(naive.handle(block));
        block.locks--;
      } else if (random.nextDouble() < lockShare && block.locks < 3) {
        assertEquals(naive.address(block), checked.lock(naive.handle(block)));
        block.locks++;
      }
    }

    private void compact(CompactionBudget budget) {
      assertEquals(naive.compact(budget), checked.compact(budget).finished());
      for (NaiveRmalloc.Block block : live) {
        verify(naive.handle(block), checked.sizeBytes(naive.handle(block)));
      }
    }

    private void fill(long handle) {
      byte[] bytes = pattern(handle, checked.sizeBytes(handle));
      heap.payload().write(checked.weakLock(handle), bytes, 0, bytes.length);
    }

    private void verify(long handle, long size) {
      byte[] bytes = pattern(handle, size);
      assertEquals(-1, heap.payload().mismatch(checked.weakLock(handle), bytes, 0, bytes.length));
    }

    private static byte[] pattern(long handle, long size) {
      byte[] bytes = new byte[(int) size];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (handle * 31 + i);
      }
      return bytes;
    }

    void compare(String where) {
      byte[] before = new byte[heap.capacity()];
      heap.payload().read(0, before, 0, before.length);
      assertEquals(naive.largestFree(), checked.largestFree(), where);
      assertEquals(naive.maxmem(), checked.maxmem(), where);
      assertEquals(-1, heap.payload().mismatch(0, before, 0, before.length), where);
      assertEquals(naive.top(), rmalloc.arena.top(), where);
      assertEquals(naive.low(), rmalloc.arena.table.low(), where);
      assertEquals(naive.top() + heap.capacity() - naive.low(), checked.footprint(), where);
      assertEquals(expectedBlocks(), actualBlocks(), where);
      ArenaChecker.check(rmalloc);
    }

    private List<String> expectedBlocks() {
      List<String> blocks = new ArrayList<>();
      int address = naive.top();
      for (NaiveRmalloc.Block block : naive.blocks().reversed()) {
        address -= block.size;
        String state = block.used ? "used, " + block.locks : "free";
        blocks.add("%d: %d+%d %s".formatted(naive.handle(block), address, block.size, state));
      }
      return blocks.reversed();
    }

    private List<String> actualBlocks() {
      LongStream blocks = Arrays.stream(rmalloc.blocksByAddress());
      return blocks.mapToObj(block -> describe((int) block)).toList();
    }

    private String describe(int block) {
      int flags = BlockHeader.flags(heap, block);
      String state = flags == 0 ? "free" : "used, " + BlockHeader.lockDepth(flags);
      int memory = BlockHeader.memory(heap, block);
      return "%d: %d+%d %s".formatted(block, memory, BlockHeader.size(heap, block), state);
    }
  }
}
