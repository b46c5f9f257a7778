// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.space;

import java.util.OptionalDouble;
import org.rmalloc.replay.result.AllocatorLoadStoreTotals;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.ReplayPeaks;

/**
 * ReplayPeaks, totals and the four measures of fragmentation, kept up over every request. O(1)
 * each.
 */
final class PeakAndFragmentationTracker {
  private long requests;
  private long peakUsed = -1;
  private long peakUsedAt;
  private long footprintAtPeakUsed;
  private long peakFootprint = -1;
  private long peakFootprintAt;
  private long usedAtPeakFootprint;
  private long overheadAtPeakFootprint;
  private long peakOverhead;
  private long peakInternal;
  private long peakCost;
  private long peakOomCost;
  private long requestCost;
  private long oomCost;
  private long lockCost;
  private double ratioSum; // of footprint to live bytes, over requests after which bytes are live
  private long ratios;

  /** A request is over. */
  void addRequest(HeapByteCounter heap, long footprint, long cost, long costOfOom) {
    long used = heap.used();
    if (used > peakUsed) {
      peakUsed = used;
      peakUsedAt = requests;
      footprintAtPeakUsed = footprint;
    }
    if (footprint > peakFootprint) {
      peakFootprint = footprint;
      peakFootprintAt = requests;
      usedAtPeakFootprint = used;
      overheadAtPeakFootprint = heap.overhead();
    }
    if (used > 0) {
      ratioSum += (double) footprint / used;
      ratios++;
    }
    peakOverhead = Math.max(peakOverhead, heap.overhead());
    peakInternal = Math.max(peakInternal, heap.internal());
    addCost(cost, costOfOom);
    requests++;
  }

  /** A lock or an unlock is over. */
  void addLock(long cost) {
    lockCost += cost;
  }

  /** Requests so far. */
  long requests() {
    return requests;
  }

  long peakFootprint() {
    return Math.max(0, peakFootprint);
  }

  ReplayPeaks peaks() {
    return new ReplayPeaks(
        peakUsed,
        peakUsedAt,
        peakFootprint,
        peakFootprintAt,
        overheadAtPeakFootprint,
        peakOverhead,
        peakInternal,
        peakCost,
        peakOomCost);
  }

  AllocatorLoadStoreTotals costs() {
    return new AllocatorLoadStoreTotals(requestCost, lockCost, oomCost);
  }

  Fragmentation fragmentation() {
    return new Fragmentation(
        ratios == 0 ? OptionalDouble.empty() : OptionalDouble.of(ratioSum / ratios - 1),
        measure(footprintAtPeakUsed, peakUsed),
        measure(peakFootprint, usedAtPeakFootprint),
        measure(peakFootprint, peakUsed));
  }

  private void addCost(long cost, long costOfOom) {
    requestCost += cost;
    oomCost += costOfOom;
    peakCost = Math.max(peakCost, cost);
    peakOomCost = Math.max(peakOomCost, costOfOom);
  }

  private static OptionalDouble measure(long heapUsed, long live) {
    return live == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) heapUsed / live - 1);
  }
}
