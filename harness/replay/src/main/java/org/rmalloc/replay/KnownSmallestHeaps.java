// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.result.SmallestHeap;
import org.rmalloc.replay.trial.CompactionLimit;

/**
 * Smallest heaps that were found before, all of one prepared trace: they depend on the contender
 * and on the limit to compactions, and not on the heap that a trial asks for. Thread-safe.
 */
public final class KnownSmallestHeaps {
  private final Map<Search, SmallestHeap> found = new ConcurrentHashMap<>();

  private record Search(ContenderIdentity contender, CompactionLimit budget) {}

  /** Adds one; {@link SmallestHeap#NOT_SEARCHED} is not worth knowing. */
  public void add(ContenderIdentity contender, CompactionLimit budget, SmallestHeap smallest) {
    if (!smallest.equals(SmallestHeap.NOT_SEARCHED)) {
      found.put(new Search(contender, budget), smallest);
    }
  }

  /** The one that is known, or else what a search finds, which is known from then on. */
  SmallestHeap of(Contender contender, CompactionLimit budget, Supplier<SmallestHeap> search) {
    SmallestHeap known = found.get(new Search(contender.identity(), budget));
    if (known == null) {
      known = search.get();
      add(contender.identity(), budget, known);
    }
    return known;
  }
}
