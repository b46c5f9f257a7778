// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

import java.util.List;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Provides {@code rmalloc2}. */
public final class Rmalloc2Provider implements AllocatorProvider {
  private static final AllocatorOption<Integer> ALIGNMENT =
      new AllocatorOption<>(
          "alignment", "of payloads in bytes", "4, 8, 16", 8, Rmalloc2Provider::parseAlignment);
  private static final AllocatorOption<Integer> SLAB_MAX =
      AllocatorOption.integer(
          "slab-max",
          "the largest request in bytes that gets a slot of a slab; 0: none does",
          224,
          0,
          SizeClasses.MAX_BYTES);
  private static final AllocatorOption<Integer> SLAB_MAX_LOCKED =
      AllocatorOption.integer(
          "slab-max-locked",
          "the largest request in bytes for which a slab is made while 4 or more blocks are locked",
          32,
          0,
          SizeClasses.MAX_BYTES);
  private static final AllocatorOption<Integer> SLAB_SLOTS =
      AllocatorOption.integer(
          "slab-slots",
          "slots of the largest slabs",
          SlabHeader.MAX_SLOTS,
          4,
          SlabHeader.MAX_SLOTS);

  private static final AllocatorOption<OutOfMemoryCompactionPolicy> POLICY =
      AllocatorOption.choice(
          "policy",
          "how room is made for a request that failed",
          OutOfMemoryCompactionPolicy.WINDOWS);

  /** What {@link java.util.ServiceLoader} calls. */
  public Rmalloc2Provider() {}

  @Override
  public String name() {
    return "rmalloc2";
  }

  @Override
  public String summary() {
    return "relocating: headerless slabs and best fit; moves as little as lets a request succeed";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.RELOCATES);
  }

  @Override
  public List<AllocatorOption<?>> options() {
    return List.of(ALIGNMENT, SLAB_MAX, SLAB_MAX_LOCKED, SLAB_SLOTS, POLICY);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new Rmalloc2(heap, read(options), listener);
  }

  static Rmalloc2Options read(OptionValues options) {
    return new Rmalloc2Options(
        options.get(ALIGNMENT),
        options.get(SLAB_MAX),
        options.get(SLAB_MAX_LOCKED),
        options.get(SLAB_SLOTS),
        options.get(POLICY));
  }

  private static int parseAlignment(String text) {
    return switch (text) {
      case "4" -> 4;
      case "8" -> 8;
      case "16" -> 16;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
