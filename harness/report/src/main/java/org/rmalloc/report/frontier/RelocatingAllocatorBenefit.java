// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.frontier;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;

/**
 * Whether moving blocks lets a program do with a smaller heap than the best contender that never
 * moves one, and what has to be moved for it. Lower bounds do not count.
 *
 * @param still the one that needs the smallest heap without moving; empty where none finishes
 * @param moving the one that needs the smallest heap with the usual locks; empty where none
 *     finishes
 * @param atHeapOfStill the moving one in the smallest heap measured that is no smaller than that of
 *     the still one
 * @param byLocks the same moving contender with each assumption about locks, the usual first: its
 *     smallest heap measured
 */
public record RelocatingAllocatorBenefit(
    Optional<Need> still,
    Optional<Need> moving,
    Optional<Need> atHeapOfStill,
    List<WithLocks> byLocks) {

  /** Copies the list. */
  public RelocatingAllocatorBenefit {
    byLocks = List.copyOf(byLocks);
  }

  /** A contender in a heap in which, and in all larger ones measured, it finishes. */
  public record Need(String label, long heapBytes, FrontierPoint.Figures figures) {}

  /** What a contender needs with some locks; empty where no heap measured will do. */
  public record WithLocks(String locks, Optional<Need> need) {}

  /** The verdict of a frontier. */
  public static RelocatingAllocatorBenefit of(RelocationFrontier frontier) {
    Optional<Need> still = smallest(frontier, curve -> !curve.relocates());
    Optional<Need> moving = smallest(frontier, curve -> curve.relocates() && curve.usual());
    return new RelocatingAllocatorBenefit(
        still,
        moving,
        still.flatMap(need -> moving.flatMap(best -> at(frontier, best.label(), need.heapBytes()))),
        moving.map(best -> byLocks(frontier, best.label())).orElse(List.of()));
  }

  /** Whether it does, with the usual locks. */
  public boolean pays() {
    return moving.isPresent() && savedBytes() > 0;
  }

  /** By how much the heap is smaller; negative where it is larger; 0 where there is no rival. */
  public long savedBytes() {
    return still.isPresent() && moving.isPresent()
        ? still.get().heapBytes() - moving.get().heapBytes()
        : 0;
  }

  /** With how many of the assumptions it does. */
  public long paysWith() {
    return byLocks.stream()
        .filter(locks -> locks.need().filter(this::isBelowStill).isPresent())
        .count();
  }

  private boolean isBelowStill(Need need) {
    return still.isPresent() && need.heapBytes() < still.get().heapBytes();
  }

  private static Optional<Need> smallest(
      RelocationFrontier frontier, Predicate<FrontierCurve> which) {
    return frontier.curves().stream()
        .filter(curve -> !curve.isLowerBound())
        .filter(which)
        .flatMap(curve -> need(curve).stream())
        .min(Comparator.comparingLong(Need::heapBytes));
  }

  private static Optional<Need> need(FrontierCurve curve) {
    return curve.smallestPoint().map(point -> need(curve, point));
  }

  private static Need need(FrontierCurve curve, FrontierPoint point) {
    return new Need(curve.label(), point.heapBytes(), point.figures().orElseThrow());
  }

  private static Optional<Need> at(RelocationFrontier frontier, String label, long heapBytes) {
    return frontier
        .moving()
        .filter(curve -> curve.usual() && curve.label().equals(label))
        .flatMap(
            curve ->
                curve.points().stream()
                    .filter(point -> point.heapBytes() >= heapBytes)
                    .filter(point -> point.figures().isPresent())
                    .map(point -> need(curve, point)))
        .findFirst();
  }

  private static List<WithLocks> byLocks(RelocationFrontier frontier, String label) {
    return frontier
        .moving()
        .filter(curve -> curve.label().equals(label))
        .map(curve -> new WithLocks(curve.locks(), need(curve)))
        .toList();
  }
}
