// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.Peaks;
import org.rmalloc.replay.result.PlanBound;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.SpaceFigures;

/**
 * A peak footprint in parts that add up to it exactly, each with another cure: docs/split.md
 * defines them.
 *
 * @param trace its name
 * @param heap as asked for, such as {@code 2x}
 * @param label of the contender
 * @param peakLive the maximum of live bytes
 * @param footprint the peak
 * @param parts in bytes, above 0; a part that is missing is 0
 * @param cut whether the overhead at the peak exceeds what there is to divide, so that its part was
 *     cut
 * @param certain whether what needs moving is exact; else it is a maximum, and the rest a minimum
 */
public record Split(
    String trace,
    String heap,
    String label,
    long peakLive,
    long footprint,
    Map<Part, Long> parts,
    boolean cut,
    boolean certain) {

  /** Checks that the parts add up. */
  public Split {
    parts = new EnumMap<>(parts);
    long sum = parts.values().stream().mapToLong(Long::longValue).sum();
    if (sum != footprint || parts.values().stream().anyMatch(bytes -> bytes <= 0)) {
      throw new IllegalArgumentException("parts %s, footprint %d".formatted(parts, footprint));
    }
  }

  /**
   * The split of a result; empty for one that did not finish or was measured in no arena.
   *
   * @param plan what a planner found for the same requests
   */
  public static Optional<Split> of(Result result, Optional<PlanBound> plan) {
    return result
        .summary()
        .space()
        .filter(_ -> result.summary().finished())
        .map(space -> divided(result.header(), space, plan));
  }

  private static Split divided(Header header, SpaceFigures space, Optional<PlanBound> plan) {
    Peaks peaks = space.peaks();
    long excess = peaks.footprintBytes() - peaks.usedBytes();
    Optional<PlanBound> bound = moves(header) ? Optional.empty() : plan;
    // Blocks that never move are a plan, too: the lowest one is no higher than this footprint.
    long moving =
        bound.map(known -> Math.min(known.heightBytes() - peaks.usedBytes(), excess)).orElse(0L);
    long rounding = Math.min(peaks.overheadAtFootprint(), excess - moving);
    Map<Part, Long> parts = new EnumMap<>(Part.class);
    parts.put(Part.LIVE, peaks.usedBytes());
    parts.put(Part.ROUNDING, rounding);
    parts.put(Part.MOVING, moving);
    parts.put(rest(header, bound), excess - moving - rounding);
    parts.values().removeIf(bytes -> bytes == 0);
    return new Split(
        header.trace().name(),
        header.trial().setting().heap().text(),
        header.label(),
        peaks.usedBytes(),
        peaks.footprintBytes(),
        parts,
        rounding < peaks.overheadAtFootprint(),
        bound.map(PlanBound::isExact).orElse(true));
  }

  private static Part rest(Header header, Optional<PlanBound> bound) {
    if (moves(header)) {
      return Part.HOLES;
    }
    return bound.isPresent() ? Part.FORESIGHT : Part.UNDIVIDED;
  }

  /** Whether blocks move. A lower bound in an arena stands for one that moves them at no cost. */
  private static boolean moves(Header header) {
    return header.can(Capability.RELOCATES)
        || (header.isLowerBound() && header.trial().contender().kind() == Contender.Kind.ARENA);
  }

  /** The bytes of a part. */
  public long bytes(Part part) {
    return parts.getOrDefault(part, 0L);
  }

  /** A part in percent of the peak of live bytes; NaN where nothing ever lives. */
  public double percentOfLive(long bytes) {
    return peakLive == 0 ? Double.NaN : 100.0 * bytes / peakLive;
  }
}
