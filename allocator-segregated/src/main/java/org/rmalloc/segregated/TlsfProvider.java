// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import java.util.List;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Two-level segregated fit, the embedded world's good fit in constant time. */
public final class TlsfProvider implements AllocatorProvider {
  static final AllocatorOption<Integer> LOG2_LISTS =
      AllocatorOption.integer(
          "log2-lists", "log2 of the lists that each power of two is cut into", 5, 1, 5);

  static final AllocatorOption<FreeListHeadLocation> ROOTS =
      AllocatorOption.choice(
          "roots",
          "where the lists' heads are: in the heap, as in the paper",
          FreeListHeadLocation.HEAP);

  @Override
  public String name() {
    return "tlsf";
  }

  @Override
  public String summary() {
    return "two-level segregated fit: good fit and immediate coalescing in constant time";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public List<AllocatorOption<?>> options() {
    return List.of(LOG2_LISTS, ROOTS);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    TlsfSizeClasses classes = new TlsfSizeClasses(options.get(LOG2_LISTS));
    int levels = TlsfSizeClasses.levels(heap.capacity());
    int rootBytes = TlsfFreeLists.bytes(levels, classes.log2Lists());
    return switch (options.get(ROOTS)) {
      case HEAP -> {
        TlsfFreeLists lists = new TlsfFreeLists(heap, heap, classes, levels);
        int firstBlock = firstBlock(heap.capacity(), classes.log2Lists());
        checkRoom(heap.capacity(), classes.log2Lists());
        yield new TlsfAllocator(heap, classes, lists, firstBlock, 0, listener);
      }
      case BESIDE -> {
        TlsfFreeLists lists = new TlsfFreeLists(heap, heap.newRegion(rootBytes), classes, levels);
        yield new TlsfAllocator(heap, classes, lists, 0, rootBytes, listener);
      }
    };
  }

  /** Where the first block lies behind the roots in the heap. */
  private static int firstBlock(int capacity, int log2Lists) {
    int roots = TlsfFreeLists.bytes(TlsfSizeClasses.levels(capacity), log2Lists);
    return (roots + TlsfHeader.ALIGN - 1) & -TlsfHeader.ALIGN;
  }

  private static void checkRoom(int capacity, int log2Lists) {
    if (hasRoom(capacity, log2Lists)) {
      return;
    }
    int minimum = capacity;
    while (!hasRoom(minimum, log2Lists)) {
      minimum++;
    }
    throw new HeapTooSmallException(capacity, minimum);
  }

  private static boolean hasRoom(int capacity, int log2Lists) {
    return firstBlock(capacity, log2Lists) <= capacity - TlsfHeader.MIN_BYTES;
  }
}
