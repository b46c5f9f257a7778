// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

import java.util.List;
import java.util.Set;
import org.rmalloc.heap.Heap;

/**
 * The one way in for an allocator, found by {@link java.util.ServiceLoader}. Cheap to make and free
 * of side effects.
 */
public interface AllocatorProvider {
  /** A page: programs seldom ask for more. */
  int DEFAULT_MAXIMUM_ALIGNMENT = 4096;

  /** The name that users type, such as {@code firstfit}: lower case, digits and hyphens. */
  String name();

  /** One line: what the allocator is. */
  String summary();

  /** What it can do. */
  Set<Capability> capabilities();

  /**
   * The largest alignment that {@link Allocator#malloc(long, int)} takes: a power of two. A trace
   * that asks for a larger one is not replayed. 1 of an allocator that aligns nothing.
   */
  default int maximumAlignment() {
    return DEFAULT_MAXIMUM_ALIGNMENT;
  }

  /** The options it takes, with their defaults. */
  default List<AllocatorOption<?>> options() {
    return List.of();
  }

  /**
   * Checks what no single option can: that the values fit each other. Each value is one that its
   * option takes.
   *
   * @throws InvalidOptionException naming an option, the value found and what was expected
   */
  default void validate(OptionValues options) {}

  /**
   * Creates an allocator that manages all of a heap.
   *
   * @param heap zeroed, and used by nobody else
   * @param options values for {@link #options()}, which {@link #validate} accepts
   * @param listener is notified of every placement, from the allocator's own reservations on;
   *     {@link PlacementListener#NONE} when timing
   * @throws HeapTooSmallException when the heap cannot hold the allocator's own structures
   * @throws HeapTooLargeException when the allocator's layout cannot address the heap
   */
  Allocator create(Heap heap, OptionValues options, PlacementListener listener);

  /** Creates an allocator with default options and no listener. */
  default Allocator create(Heap heap) {
    return create(heap, OptionValues.defaults(options()), PlacementListener.NONE);
  }
}
