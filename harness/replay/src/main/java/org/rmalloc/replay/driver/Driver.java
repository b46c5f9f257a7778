package org.rmalloc.replay.driver;

import java.util.Map;
import java.util.Optional;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapTooLargeException;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/**
 * An allocator with the options to create it with: what a trace is replayed against.
 *
 * @param provider creates it
 * @param options a value for each of its options
 */
public record Driver(AllocatorProvider provider, OptionValues options) {

  /** The allocator's name. */
  public String name() {
    return provider.name();
  }

  /** Whether it declares a capability. */
  public boolean can(Capability capability) {
    return provider.capabilities().contains(capability);
  }

  /** Whether this is {@link Noop}, which places nothing. */
  public boolean isNoop() {
    return provider instanceof Noop;
  }

  /** The value of each option as users type it, by name. */
  public Map<String, String> optionTexts() {
    return options.asText();
  }

  /**
   * Creates an allocator that manages all of a heap.
   *
   * @throws HeapTooSmallException when the heap cannot hold the allocator's own structures
   */
  public Allocator create(Heap heap) {
    return provider.create(heap, options, PlacementListener.NONE);
  }

  /**
   * The same, with a listener.
   *
   * @throws HeapTooSmallException when the heap cannot hold the allocator's own structures
   */
  public Allocator create(Heap heap, PlacementListener listener) {
    return provider.create(heap, options, listener);
  }

  /** Why it cannot manage a heap of that size, in words; empty when it can. */
  public Optional<String> refusalOf(long heapSize) {
    try {
      create(new PlainHeap(heapSize));
      return Optional.empty();
    } catch (HeapTooSmallException | HeapTooLargeException e) {
      return Optional.of(e.getMessage());
    }
  }
}
