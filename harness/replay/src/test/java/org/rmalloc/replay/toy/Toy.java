// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.toy;

import java.util.List;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;
import org.rmalloc.replay.contender.JavaAllocatorContender;

/**
 * A provider made on the spot.
 *
 * @param name the allocator's
 * @param capabilities declared
 * @param maker creates it
 */
public record Toy(String name, Set<Capability> capabilities, Maker maker)
    implements AllocatorProvider {

  /** Creates an allocator. */
  public interface Maker {
    /** For a heap, and a listener if there is one. */
    Allocator make(Heap heap, PlacementListener listener);
  }

  /** First fit with headers of 4 bytes, and compaction by sliding. */
  public static JavaAllocatorContender sliding() {
    return contender("sliding", SlidingToy::new);
  }

  /** An allocator with addresses. */
  public static JavaAllocatorContender contender(String name, Maker maker) {
    return new Toy(name, Set.of(Capability.ADDRESSES, Capability.RELOCATES), maker).contender();
  }

  /** This provider as a contender. */
  public JavaAllocatorContender contender() {
    return new JavaAllocatorContender(this, OptionValues.defaults(options()));
  }

  /** The sliding allocator itself, for a toy to wrap. */
  public static Allocator slidingIn(Heap heap, PlacementListener listener) {
    return new SlidingToy(heap, listener);
  }

  @Override
  public String summary() {
    return "a toy";
  }

  @Override
  public List<AllocatorOption<?>> options() {
    return List.of(AllocatorOption.integer("size", "does nothing", 4, 1, 8));
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return maker.make(heap, listener);
  }
}
