// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.frontier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.SmallestHeapResult;

/**
 * One contender under one assumption about locks, in heaps of several sizes. Of one that does not
 * move blocks there is the point in its smallest heap alone: what it can do with less is nothing.
 *
 * @param label of the contender
 * @param name of its allocator
 * @param options their values, by name
 * @param capabilities that it declares
 * @param locks what was locked, such as {@code fine gain=1 loss=0.5} or {@code none}
 * @param usual whether these are the locks that {@code run} would assume
 * @param smallest the smallest heap; searched with the usual locks alone
 * @param points by heap, the smaller first
 */
public record FrontierCurve(
    String label,
    String name,
    Map<String, String> options,
    Set<Capability> capabilities,
    String locks,
    boolean usual,
    SmallestHeapResult smallest,
    List<FrontierPoint> points) {

  /** Copies the collections. */
  public FrontierCurve {
    options = Map.copyOf(options);
    capabilities = Set.copyOf(capabilities);
    points = List.copyOf(points);
  }

  static FrontierCurve of(
      Contender contender,
      String locks,
      boolean usual,
      SmallestHeapResult smallest,
      List<FrontierPoint> points) {
    return new FrontierCurve(
        contender.label(),
        contender.name(),
        contender.optionTexts(),
        contender.capabilities(),
        locks,
        usual,
        smallest,
        points);
  }

  /** The smallest heap measured that finishes, and with it every larger one measured. */
  public Optional<FrontierPoint> smallestPoint() {
    Optional<FrontierPoint> smallest = Optional.empty();
    for (FrontierPoint point : points.reversed()) {
      if (point.figures().isEmpty()) {
        return smallest;
      }
      smallest = Optional.of(point);
    }
    return smallest;
  }

  /** Whether the contender moves blocks. */
  public boolean relocates() {
    return capabilities.contains(Capability.RELOCATES);
  }

  /** Whether the contender is a lower bound, which nobody can choose. */
  public boolean isLowerBound() {
    return capabilities.contains(Capability.LOWER_BOUND);
  }
}
