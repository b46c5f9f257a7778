package org.rmalloc.allocator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.heap.Heap;

/**
 * The one way in for an allocator, found by {@link java.util.ServiceLoader}. Cheap to make and free
 * of side effects.
 */
public interface AllocatorProvider {
  /** The name that users type, such as {@code firstfit}: lower case, digits and hyphens. */
  String name();

  /** One line: what the allocator is. */
  String summary();

  /** What it can do. */
  Set<Capability> capabilities();

  /** The options it takes, with their defaults. */
  default List<AllocatorOption<?>> options() {
    return List.of();
  }

  /**
   * Creates an allocator that manages all of a heap.
   *
   * @param heap zeroed, and used by nobody else
   * @param options values for {@link #options()}
   * @param listener hears of every placement, from the allocator's own reservations on; absent when
   *     timing
   * @throws IllegalArgumentException when the heap is too small for the allocator's own needs,
   *     saying how much it needs
   */
  Allocator create(Heap heap, OptionValues options, Optional<PlacementListener> listener);

  /** Creates an allocator with default options and no listener. */
  default Allocator create(Heap heap) {
    return create(heap, OptionValues.defaults(options()), Optional.empty());
  }
}
