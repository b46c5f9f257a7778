// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.MisuseCheckingAllocator;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/**
 * Replays ops with their locks obeyed, compacting when out of memory, beside {@link NaiveRmalloc}.
 * Every payload is verified after each compaction and when its block is freed.
 */
final class LockReplay {
  private final Heap heap;
  private final Rmalloc rmalloc;
  private final MisuseCheckingAllocator allocator;
  private final NaiveRmalloc naive;
  private final Map<Integer, Long> handles = new HashMap<>();
  private final Map<Integer, NaiveRmalloc.Block> twins = new HashMap<>();
  private final Set<Integer> locked = new HashSet<>();
  private int compactions;

  LockReplay(AllocatorProvider provider, long capacity) {
    heap = new PlainHeap(capacity);
    rmalloc = (Rmalloc) provider.create(heap);
    allocator = new MisuseCheckingAllocator(rmalloc);
    naive =
        new NaiveRmalloc(heap.capacity(), rmalloc.arena.table instanceof LinkedBlockHeaderTable);
  }

  /** Returns whether all of it was replayed, out of memory being checked by brute force if not. */
  boolean run(List<Op> ops) {
    for (Op op : ops) {
      switch (op.kind()) {
        case 'N' -> {
          if (!malloc(op)) {
            return false;
          }
        }
        case 'F' -> free(op.handle());
        case 'L' -> lock(op.handle());
        case 'U' -> unlock(op.handle());
        default -> throw new IllegalArgumentException(op.toString());
      }
    }
    return true;
  }

  int compactions() {
    return compactions;
  }

  private boolean malloc(Op op) {
    long handle = allocator.malloc(op.size());
    NaiveRmalloc.Block twin = naive.malloc(op.size());
    if (handle == 0) {
      assertTrue(naive.largestFree() < op.size(), "could be had without a compaction");
      long maxmem = allocator.maxmem();
      relieve();
      handle = allocator.malloc(op.size());
      twin = naive.malloc(op.size());
      assertEquals(maxmem >= op.size(), handle != 0, "maxmem said " + maxmem);
    }
    assertEquals(twin == null ? 0 : naive.handle(twin), handle);
    if (handle == 0) {
      assertTrue(naive.largestFree() < op.size(), "could be had after the compaction");
      return false;
    }
    handles.put(op.handle(), handle);
    twins.put(op.handle(), twin);
    byte[] bytes = pattern(op.handle());
    heap.payload().write(allocator.weakLock(handle), bytes, 0, bytes.length);
    return true;
  }

  private void relieve() {
    Map<Integer, Long> before = new HashMap<>();
    locked.forEach(block -> before.put(block, allocator.weakLock(handles.get(block))));
    allocator.compact(CompactionBudget.UNLIMITED);
    if (rmalloc instanceof CompactingRmalloc) {
      naive.compact(CompactionBudget.UNLIMITED);
    }
    compactions++;
    ArenaChecker.check(rmalloc);
    handles.keySet().forEach(this::verify);
    before.forEach(
        (block, address) ->
            assertEquals(address, allocator.weakLock(handles.get(block)), "locked"));
  }

  private void free(int block) {
    verify(block);
    allocator.free(handles.remove(block));
    naive.free(twins.remove(block));
    locked.remove(block);
  }

  private void lock(int block) {
    if (locked.add(block)) {
      allocator.lock(handles.get(block));
      twins.get(block).locks++;
    }
  }

  private void unlock(int block) {
    if (locked.remove(block)) {
      allocator.unlock(handles.get(block));
      twins.get(block).locks--;
    }
  }

  private void verify(int block) {
    byte[] bytes = pattern(block);
    long address = allocator.weakLock(handles.get(block));
    assertEquals(-1, heap.payload().mismatch(address, bytes, 0, bytes.length), "block " + block);
  }

  private byte[] pattern(int block) {
    byte[] bytes = new byte[(int) allocator.sizeBytes(handles.get(block))];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (block * 37 + i * 11);
    }
    return bytes;
  }
}
