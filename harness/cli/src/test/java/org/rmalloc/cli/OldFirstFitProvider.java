// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import java.util.List;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorOption;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * What {@code firstfit} was in an old build, for the gate to compare with: best fit. Not found on
 * the class path; {@link GateProject} makes a build of it.
 */
public final class OldFirstFitProvider implements AllocatorProvider {
  private final AllocatorProvider bestFit;

  /** With the best fit of its own build. */
  public OldFirstFitProvider() throws ReflectiveOperationException {
    bestFit =
        Class.forName(GateProject.BEST_FIT, true, getClass().getClassLoader())
            .asSubclass(AllocatorProvider.class)
            .getConstructor()
            .newInstance();
  }

  @Override
  public String name() {
    return "firstfit";
  }

  @Override
  public String summary() {
    return bestFit.summary();
  }

  @Override
  public Set<Capability> capabilities() {
    return bestFit.capabilities();
  }

  @Override
  public List<AllocatorOption<?>> options() {
    return bestFit.options();
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return bestFit.create(heap, options, listener);
  }
}
