// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A whole replay in figures.
 *
 * @param requests N, F and R in the trace
 * @param lockCalls lock and unlock calls in the trace
 * @param outcome how the replay ended
 * @param space absent where nothing was replayed, and of a malloc library
 * @param timing absent in an untimed file, where nothing was replayed, and of a malloc library that
 *     did not finish
 * @param pages of a malloc library; absent of an arena, and where the library ended its process
 */
public record ReplaySummary(
    long requests,
    long lockCalls,
    ReplayOutcome outcome,
    Optional<SpaceFigures> space,
    Optional<TimingResult> timing,
    Optional<LibraryMemoryPageFigures> pages) {

  /** Checks that there are figures exactly of what was replayed. */
  public ReplaySummary {
    boolean figures = space.isPresent() || pages.isPresent();
    boolean fits =
        outcome.replayed() == figures || (outcome instanceof ReplayOutcome.Ended && !figures);
    if (!fits || (space.isPresent() && pages.isPresent()) || (timing.isPresent() && !figures)) {
      throw new IllegalArgumentException(outcome + ", but " + space + " and " + pages);
    }
  }

  /** Of an arena. */
  public ReplaySummary(
      long requests,
      long lockCalls,
      ReplayOutcome outcome,
      Optional<SpaceFigures> space,
      Optional<TimingResult> timing) {
    this(requests, lockCalls, outcome, space, timing, Optional.empty());
  }

  /** Of a malloc library. */
  public static ReplaySummary ofLibrary(
      long requests,
      long lockCalls,
      ReplayOutcome outcome,
      Optional<LibraryMemoryPageFigures> pages,
      Optional<TimingResult> timing) {
    return new ReplaySummary(requests, lockCalls, outcome, Optional.empty(), timing, pages);
  }

  /** Of a contender against which nothing was replayed. */
  public static ReplaySummary ofNoReplay(long requests, long lockCalls, ReplayOutcome outcome) {
    return new ReplaySummary(requests, lockCalls, outcome, Optional.empty(), Optional.empty());
  }

  /**
   * Several results of one trial as one: the deterministic figures are the first's, the forks those
   * of all.
   *
   * @param same one or more, equal in their deterministic figures
   */
  public static ReplaySummary pooled(List<ReplaySummary> same) {
    ReplaySummary first = same.getFirst();
    List<TimingResult> timings = same.stream().flatMap(one -> one.timing().stream()).toList();
    return new ReplaySummary(
        first.requests,
        first.lockCalls,
        first.outcome,
        first.space,
        timings.isEmpty() ? Optional.empty() : Optional.of(TimingResult.pooled(timings)),
        first.pages);
  }

  /** Whether every request was met. */
  public boolean finished() {
    return outcome.finished();
  }

  /** The request at which the replay stopped; absent when it finished or never began. */
  public Optional<UnmetRequest> stop() {
    return outcome instanceof ReplayOutcome.OutOfMemory(UnmetRequest stop)
        ? Optional.of(stop)
        : Optional.empty();
  }

  /** The request that was not met; empty when all were, and where nothing was replayed. */
  public OptionalLong stoppedAt() {
    return switch (outcome) {
      case ReplayOutcome.OutOfMemory(UnmetRequest stop) -> OptionalLong.of(stop.opIndex());
      case ReplayOutcome.Ended(String _, long opIndex, String _) -> OptionalLong.of(opIndex);
      case ReplayOutcome.Finished _, ReplayOutcome.Refused _, ReplayOutcome.NotTried _ ->
          OptionalLong.empty();
    };
  }

  /** Requests that were met. */
  public long requestsMet() {
    return switch (outcome) {
      case ReplayOutcome.Finished _ -> requests;
      case ReplayOutcome.OutOfMemory(UnmetRequest stop) -> stop.opIndex();
      case ReplayOutcome.Ended(String _, long opIndex, String _) -> opIndex;
      case ReplayOutcome.Refused _, ReplayOutcome.NotTried _ -> 0;
    };
  }

  /**
   * The op index of the last row: of the last request, or of the one that could not be met; empty
   * where there are no rows.
   */
  public OptionalLong lastIndex() {
    return switch (outcome) {
      case ReplayOutcome.Finished _ -> OptionalLong.of(requests - 1);
      case ReplayOutcome.OutOfMemory(UnmetRequest stop) -> OptionalLong.of(stop.opIndex());
      case ReplayOutcome.Ended(String _, long opIndex, String _) -> OptionalLong.of(opIndex);
      case ReplayOutcome.Refused _, ReplayOutcome.NotTried _ -> OptionalLong.empty();
    };
  }
}
