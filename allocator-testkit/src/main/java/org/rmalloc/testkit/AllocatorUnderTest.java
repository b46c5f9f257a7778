// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Map;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.heap.PlainHeap;

/**
 * What is under test: an allocator with one choice of its options.
 *
 * @param given the options that are not left at their defaults, as users type them
 */
record AllocatorUnderTest(AllocatorProvider provider, Map<String, String> given) {

  Allocator create(Heap heap, PlacementListener listener) {
    return provider.create(heap, options(), listener);
  }

  /** A value for each option. */
  OptionValues options() {
    return OptionValues.parse(provider.options(), given);
  }

  boolean hasAddresses() {
    return provider.capabilities().contains(Capability.ADDRESSES);
  }

  /** The smallest heap that the allocator accepts, in bytes. */
  int minimumCapacity() {
    int capacity = Heap.MIN_CAPACITY;
    while (!accepts(capacity)) {
      capacity++;
    }
    return capacity;
  }

  boolean accepts(int capacity) {
    try {
      create(new PlainHeap(capacity), PlacementListener.NONE);
      return true;
    } catch (HeapTooSmallException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return given.isEmpty() ? provider.name() : provider.name() + " " + given;
  }
}
