// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.split;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.allocator.Capability;
import org.rmalloc.replay.contender.Contender;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.PlannedHeightAndBound;
import org.rmalloc.replay.result.ReplayPeaks;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.replay.result.TrialResult;

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
public record FootprintSplit(
    String trace,
    String heap,
    String label,
    long peakLive,
    long footprint,
    Map<FootprintPart, Long> parts,
    boolean cut,
    boolean certain) {

  /** Checks that the parts add up. */
  public FootprintSplit {
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
  public static Optional<FootprintSplit> of(
      TrialResult result, Optional<PlannedHeightAndBound> plan) {
    return result
        .summary()
        .space()
        .filter(_ -> result.summary().finished())
        .map(space -> divided(result.header(), space, plan));
  }

  private static FootprintSplit divided(
      AllocStatsHeader header, SpaceFigures space, Optional<PlannedHeightAndBound> plan) {
    ReplayPeaks peaks = space.peaks();
    long excess = peaks.footprintBytes() - peaks.usedBytes();
    Optional<PlannedHeightAndBound> bound = moves(header) ? Optional.empty() : plan;
    // Blocks that never move are a plan, too: the lowest one is no higher than this footprint.
    long moving =
        bound.map(known -> Math.min(known.heightBytes() - peaks.usedBytes(), excess)).orElse(0L);
    long rounding = Math.min(peaks.overheadAtFootprint(), excess - moving);
    Map<FootprintPart, Long> parts = new EnumMap<>(FootprintPart.class);
    parts.put(FootprintPart.LIVE, peaks.usedBytes());
    parts.put(FootprintPart.ROUNDING, rounding);
    parts.put(FootprintPart.MOVING, moving);
    parts.put(rest(header, bound), excess - moving - rounding);
    parts.values().removeIf(bytes -> bytes == 0);
    return new FootprintSplit(
        header.trace().name(),
        header.trial().setting().heap().text(),
        header.label(),
        peaks.usedBytes(),
        peaks.footprintBytes(),
        parts,
        rounding < peaks.overheadAtFootprint(),
        bound.map(PlannedHeightAndBound::isExact).orElse(true));
  }

  private static FootprintPart rest(
      AllocStatsHeader header, Optional<PlannedHeightAndBound> bound) {
    if (moves(header)) {
      return FootprintPart.HOLES;
    }
    return bound.isPresent() ? FootprintPart.FORESIGHT : FootprintPart.UNDIVIDED;
  }

  /** Whether blocks move. A lower bound in an arena stands for one that moves them at no cost. */
  private static boolean moves(AllocStatsHeader header) {
    return header.can(Capability.RELOCATES)
        || (header.isLowerBound() && header.trial().contender().kind() == Contender.Kind.ARENA);
  }

  /** The bytes of a part. */
  public long bytes(FootprintPart part) {
    return parts.getOrDefault(part, 0L);
  }

  /** A part in percent of the peak of live bytes; NaN where nothing ever lives. */
  public double percentOfLive(long bytes) {
    return peakLive == 0 ? Double.NaN : 100.0 * bytes / peakLive;
  }
}
