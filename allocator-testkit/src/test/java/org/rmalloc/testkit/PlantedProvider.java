// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * A toy, sound unless an option plants a fault: for the command line, which finds it as a plug-in.
 */
public abstract class PlantedProvider implements AllocatorProvider {
  private static final String SOUND = "none";

  private final ToyProvider sound;
  private final Map<String, ToyProvider.Maker> faults;
  private final AllocatorOption<String> fault;

  PlantedProvider(ToyProvider sound, Map<String, ToyProvider.Maker> faults) {
    this.sound = sound;
    this.faults = faults;
    String domain = faults.keySet().stream().collect(Collectors.joining(", "));
    fault = new AllocatorOption<>("fault", "what is wrong with it", domain, SOUND, text -> text);
  }

  /** Every fault that {@link Fault} has. */
  public static final class Pinned extends PlantedProvider {
    /** Found by the service loader. */
    public Pinned() {
      super(
          ToyProvider.NAIVE,
          Arrays.stream(Fault.values())
              .collect(
                  Collectors.toMap(
                      AllocatorOption::text,
                      one -> one::create,
                      (one, _) -> one,
                      LinkedHashMap::new)));
    }
  }

  /** Every fault that {@link RelocationFault} has. */
  public static final class Relocating extends PlantedProvider {
    /** Found by the service loader. */
    public Relocating() {
      super(
          ToyProvider.SLIDING,
          Arrays.stream(RelocationFault.values())
              .collect(
                  Collectors.toMap(
                      AllocatorOption::text,
                      one -> one::create,
                      (one, _) -> one,
                      LinkedHashMap::new)));
    }
  }

  @Override
  public String name() {
    return "test-planted-" + sound.name();
  }

  @Override
  public String summary() {
    return "a toy, sound unless an option plants a fault";
  }

  @Override
  public Set<Capability> capabilities() {
    return sound.capabilities();
  }

  @Override
  public List<AllocatorOption<?>> options() {
    return List.of(fault);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return faults.getOrDefault(options.get(fault), sound.maker()).create(heap, listener);
  }
}
