// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate.toy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.AllocatorProvider;
import org.rmalloc.allocator.Capability;
import org.rmalloc.allocator.OptionValues;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/**
 * First fit over an implicit list, in a build that may have a change planted: its build's file
 * {@code plant} names it. Not on the service path of these tests: {@link ToyBuild} makes builds.
 */
public final class ToyProvider implements AllocatorProvider {
  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String summary() {
    return "first fit over an implicit list";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ADDRESSES);
  }

  @Override
  public Allocator create(Heap heap, OptionValues options, PlacementListener listener) {
    return new ToyAllocator(heap, listener, plant());
  }

  private static String plant() {
    try (InputStream plant = ToyProvider.class.getResourceAsStream("/plant")) {
      return new String(plant.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
