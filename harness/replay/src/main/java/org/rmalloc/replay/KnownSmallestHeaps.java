// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.contender.ContenderIdentity;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.trial.CompactionLimit;

/**
 * Smallest heaps that were found before, all of one prepared trace: they depend on the contender
 * and on the limit to compactions, and not on the heap that a trial asks for. Thread-safe.
 */
public final class KnownSmallestHeaps {
  private final Map<Search, SmallestHeapResult> found = new ConcurrentHashMap<>();

  private record Search(ContenderIdentity contender, CompactionLimit budget) {}

  /** Adds one; {@link SmallestHeapResult#NOT_SEARCHED} is not worth knowing. */
  public void add(
      ContenderIdentity contender, CompactionLimit budget, SmallestHeapResult smallest) {
    if (!smallest.equals(SmallestHeapResult.NOT_SEARCHED)) {
      found.put(new Search(contender, budget), smallest);
    }
  }

  /** The one that is known, or else what a search finds, which is known from then on. */
  SmallestHeapResult of(
      Contender contender, CompactionLimit budget, Supplier<SmallestHeapResult> search) {
    SmallestHeapResult known = found.get(new Search(contender.identity(), budget));
    if (known == null) {
      known = search.get();
      add(contender.identity(), budget, known);
    }
    return known;
  }
}
