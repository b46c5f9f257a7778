// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.segregated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rmalloc.allocator.Allocator;

/**
 * An oracle for placements: an algorithm over plain Java collections, without an allocator's words.
 */
interface PlacementModel {
  /** The payload's address, or −1. */
  int malloc(int request);

  void free(int address);

  int footprint();

  /** Holds an allocator to this model over a random trace that at times exhausts the heap. */
  default void compare(Allocator allocator, int ops, int mostBytes, long seed) {
    Random random = new Random(seed);
    List<Long> live = new ArrayList<>();
    int failures = 0;
    for (int op = 0; op < ops; op++) {
      if (live.isEmpty() || random.nextInt(100) < 55) {
        int size = (int) Math.pow(mostBytes, random.nextDouble());
        int address = malloc(size);
        long handle = allocator.malloc(size);
        assertEquals(address, handle == 0 ? -1 : allocator.weakLock(handle), "op " + op);
        failures += handle == 0 ? 1 : 0;
        if (handle != 0) {
          live.add(handle);
        }
      } else {
        long handle = live.remove(random.nextInt(live.size()));
        free((int) allocator.weakLock(handle));
        allocator.free(handle);
      }
      assertEquals(footprint(), allocator.footprint(), "footprint after op " + op);
    }
    assertTrue(failures > 0, "the heap was never exhausted");
  }
}
