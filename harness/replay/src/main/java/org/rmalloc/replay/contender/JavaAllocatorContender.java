// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.HeapTooLargeException;
import org.rmalloc.allocator.HeapTooSmallException;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * An allocator of the SPI with the options to create it with.
 *
 * @param label not blank
 * @param provider creates it
 * @param options a value for each of its options, which the provider accepts
 */
public record JavaAllocatorContender(String label, AllocatorProvider provider, OptionValues options)
    implements Contender {

  /** A contender that is called as its allocator. */
  public JavaAllocatorContender(AllocatorProvider provider, OptionValues options) {
    this(provider.name(), provider, options);
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Kind kind() {
    return Kind.ARENA;
  }

  @Override
  public Map<String, String> optionTexts() {
    return options.asText();
  }

  @Override
  public Set<Capability> capabilities() {
    return provider.capabilities();
  }

  @Override
  public int maximumAlignment() {
    return provider.maximumAlignment();
  }

  @Override
  public String version() {
    String version = provider.getClass().getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** The jars and folders of its build; empty when it is on the class path. */
  public List<Path> build() {
    return provider.getClass().getClassLoader() instanceof BuildLoader loader
        ? loader.paths()
        : List.of();
  }

  /** Whether this is {@link NoopProvider}, which places nothing. */
  public boolean isNoop() {
    return provider instanceof NoopProvider;
  }

  /**
   * Creates an allocator that manages all of a heap, for a replay that nobody listens to.
   *
   * @throws HeapTooSmallException when the heap cannot hold the allocator's own structures
   * @throws HeapTooLargeException when the allocator's layout cannot address the heap
   */
  public Allocator create(Heap heap) {
    return create(heap, PlacementListener.NONE);
  }

  /** The same, with a listener that is notified of every placement. */
  public Allocator create(Heap heap, PlacementListener listener) {
    return provider.create(heap, options, listener);
  }

  /** Why it cannot manage a heap of that size, in words; empty when it can. */
  public Optional<String> refusalOf(long heapSize) {
    try (Heap heap = Heap.plain(heapSize)) {
      create(heap);
      return Optional.empty();
    } catch (HeapTooSmallException | HeapTooLargeException e) {
      return Optional.of(e.getMessage());
    }
  }
}
