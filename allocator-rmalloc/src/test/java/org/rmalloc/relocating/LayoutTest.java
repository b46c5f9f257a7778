// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/** The bytes in the heap are those of the diagrams. */
final class LayoutTest {
  private static final int CAPACITY = 1000; // of 10 list heads, 40 bytes

  private final Heap heap = new PlainHeap(CAPACITY);

  static List<AllocatorProvider> providers() {
    return List.of(
        new RmallocProvider(),
        new RmallocCompactingProvider(),
        new RmallocCompactingMaxmemProvider());
  }

  @ParameterizedTest
  @CsvSource({"rmalloc, 17", "rmalloc-compacting, 17", "rmalloc-compacting-maxmem, 13"})
  void aHeaderIsPackedAndItsAddressTheHandle(String name, int headerBytes) {
    Allocator allocator = create(name);
    int first = (int) allocator.malloc(100);
    int second = (int) allocator.malloc(50);
    allocator.lock(first);
    allocator.lock(first);
    allocator.lock(first);

    assertEquals(CAPACITY - 2 * headerBytes, first, "the highest header is unused");
    assertEquals(CAPACITY - 3 * headerBytes, second);
    assertEquals(40, heap.getInt(first), "memory");
    assertEquals(100, heap.getInt(first + 4), "size");
    assertEquals(1 + 3 * 4, heap.getByte(first + 8), "flags: used, locked three deep");
    assertEquals(second, heap.getInt(first + 9), "next");
    assertEquals(140, heap.getInt(second), "memory of the second");
    assertEquals(0, heap.getInt(second + 9), "next of the last");
  }

  @Test
  void unusedHeadersAreLinked() {
    Allocator allocator = create("rmalloc-compacting");
    long[] handles = new long[4];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = allocator.malloc(8);
    }
    allocator.free(handles[0]);
    allocator.free(handles[2]);
    allocator.compact(CompactionBudget.UNLIMITED);

    int highest = (int) handles[0];
    int next = (int) handles[2];
    assertEquals(2, heap.getByte(highest + 8), "flags: unused");
    assertEquals(2, heap.getByte(next + 8), "flags: unused");
    assertEquals(next, heap.getInt(highest + 13), "next unused");
    assertEquals(0, heap.getInt(next + 13), "next unused of the last");
  }

  @Test
  void aFreeBlockEndsWithItsHeaderAndTheNextOfItsList() {
    Allocator allocator = create("rmalloc");
    long first = allocator.malloc(100);
    long second = allocator.malloc(70);
    allocator.free(first);
    allocator.free(second);

    int slot6 = 4 * 6; // 64 to 127 bytes
    assertEquals(40 + 170 - 8, heap.getInt(slot6), "list head: the tail of the last freed");
    assertEquals(second, heap.getInt(40 + 170 - 8), "header");
    assertEquals(40 + 100 - 8, heap.getInt(40 + 170 - 4), "next");
    assertEquals(first, heap.getInt(40 + 100 - 8), "header of the next");
    assertEquals(0, heap.getInt(40 + 100 - 4), "next of the last");
  }

  @Test
  void theRemainderStaysInFrontWithItsHeader() {
    Allocator allocator = create("rmalloc");
    int large = (int) allocator.malloc(500);
    allocator.free(large);
    exhaustTop(allocator);
    int small = (int) allocator.malloc(60);

    assertEquals(440, heap.getInt(large + 4), "what stays");
    assertEquals(40 + 440, heap.getInt(small), "the end of it");
    assertEquals(small, heap.getInt(large + 9), "the chain is by address");
  }

  /** Leaves 40 bytes between the blocks and the header table. */
  private static void exhaustTop(Allocator allocator) {
    long unclaimed = CAPACITY - allocator.footprint();
    allocator.malloc(unclaimed - 40 - BlockHeader.LINKED_BYTES);
  }

  private Allocator create(String name) {
    return providers().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow()
        .create(heap);
  }
}
