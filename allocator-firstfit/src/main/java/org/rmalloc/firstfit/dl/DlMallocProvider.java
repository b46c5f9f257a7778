// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit.dl;

import java.util.List;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.InvalidOptionException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Provides {@code dlmalloc}. */
public final class DlMallocProvider implements AllocatorProvider {
  /** In steps of how many bytes the arena is claimed; C takes the page size. */
  static final AllocatorOption<Integer> GRANULARITY =
      new AllocatorOption<>(
          "granularity",
          "bytes that the arena is claimed in multiples of",
          "a power of 2, 1 to 1073741824",
          4096,
          DlMallocProvider::parsePowerOfTwo);

  /**
   * Where C's arena starts within a page: its first claim is made so that it ends on a boundary.
   */
  static final AllocatorOption<Integer> START =
      new AllocatorOption<>(
          "start",
          "bytes from a multiple of the granularity to the arena's start, as a C program finds it",
          "a multiple of 8 below the granularity",
          0,
          DlMallocProvider::parseStart);

  /** How large a free may make the top before memory is given back; C takes 2 MiB. */
  static final AllocatorOption<Integer> TRIM_THRESHOLD =
      AllocatorOption.integer(
          "trim-threshold",
          "give memory at the top back when a free makes it exceed this many bytes; -1 never does",
          -1,
          -1,
          Integer.MAX_VALUE);

  @Override
  public String name() {
    return "dlmalloc";
  }

  @Override
  public String summary() {
    return "Doug Lea's malloc 2.8.6 for 4-byte words: best fit in small bins and trees";
  }

  /**
   * Blind to the capacity at every granularity: a step that does not fit is refused, never cut
   * short, so a heap as large as the peak footprint serves every request that a larger one does,
   * and a smaller one lacks the last step.
   */
  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES, Capability.CAPACITY_BLIND);
  }

  @Override
  public List<AllocatorOption<?>> options() {
    return List.of(GRANULARITY, START, TRIM_THRESHOLD);
  }

  @Override
  public void validate(OptionValues options) {
    int granularity = options.get(GRANULARITY);
    int start = options.get(START);
    if (start >= granularity && start != 0) {
      throw new InvalidOptionException(
          "option start: found %d, expected less than the granularity, %d"
              .formatted(start, granularity));
    }
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    int trimThreshold = options.get(TRIM_THRESHOLD);
    return new DlMalloc(
        heap,
        options.get(GRANULARITY),
        options.get(START),
        trimThreshold < 0 ? Long.MAX_VALUE : trimThreshold,
        listener);
  }

  private static int parseStart(String text) {
    int value = Integer.parseInt(text);
    if (value < 0 || value % BlockSize.ALIGNMENT != 0) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static int parsePowerOfTwo(String text) {
    int value = Integer.parseInt(text);
    if (value < 1 || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }
}
