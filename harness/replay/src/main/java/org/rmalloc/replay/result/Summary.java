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
public record Summary(
    long requests,
    long lockCalls,
    Outcome outcome,
    Optional<SpaceFigures> space,
    Optional<Timing> timing,
    Optional<PageFigures> pages) {

  /** Checks that there are figures exactly of what was replayed. */
  public Summary {
    boolean figures = space.isPresent() || pages.isPresent();
    boolean fits = outcome.replayed() == figures || (outcome instanceof Outcome.Ended && !figures);
    if (!fits || (space.isPresent() && pages.isPresent()) || (timing.isPresent() && !figures)) {
      throw new IllegalArgumentException(outcome + ", but " + space + " and " + pages);
    }
  }

  /** Of an arena. */
  public Summary(
      long requests,
      long lockCalls,
      Outcome outcome,
      Optional<SpaceFigures> space,
      Optional<Timing> timing) {
    this(requests, lockCalls, outcome, space, timing, Optional.empty());
  }

  /** Of a malloc library. */
  public static Summary ofLibrary(
      long requests,
      long lockCalls,
      Outcome outcome,
      Optional<PageFigures> pages,
      Optional<Timing> timing) {
    return new Summary(requests, lockCalls, outcome, Optional.empty(), timing, pages);
  }

  /** Of a contender against which nothing was replayed. */
  public static Summary ofNoReplay(long requests, long lockCalls, Outcome outcome) {
    return new Summary(requests, lockCalls, outcome, Optional.empty(), Optional.empty());
  }

  /**
   * Several results of one trial as one: the deterministic figures are the first's, the forks those
   * of all.
   *
   * @param same one or more, equal in their deterministic figures
   */
  public static Summary pooled(List<Summary> same) {
    Summary first = same.getFirst();
    List<Timing> timings = same.stream().flatMap(one -> one.timing().stream()).toList();
    return new Summary(
        first.requests,
        first.lockCalls,
        first.outcome,
        first.space,
        timings.isEmpty() ? Optional.empty() : Optional.of(Timing.pooled(timings)),
        first.pages);
  }

  /** Whether every request was met. */
  public boolean finished() {
    return outcome.finished();
  }

  /** The request at which the replay stopped; absent when it finished or never began. */
  public Optional<Stop> stop() {
    return outcome instanceof Outcome.OutOfMemory(Stop stop) ? Optional.of(stop) : Optional.empty();
  }

  /** The request that was not met; empty when all were, and where nothing was replayed. */
  public OptionalLong stoppedAt() {
    return switch (outcome) {
      case Outcome.OutOfMemory(Stop stop) -> OptionalLong.of(stop.opIndex());
      case Outcome.Ended(String _, long opIndex, String _) -> OptionalLong.of(opIndex);
      case Outcome.Finished _, Outcome.Refused _, Outcome.NotTried _ -> OptionalLong.empty();
    };
  }

  /** Requests that were met. */
  public long requestsMet() {
    return switch (outcome) {
      case Outcome.Finished _ -> requests;
      case Outcome.OutOfMemory(Stop stop) -> stop.opIndex();
      case Outcome.Ended(String _, long opIndex, String _) -> opIndex;
      case Outcome.Refused _, Outcome.NotTried _ -> 0;
    };
  }

  /**
   * The op index of the last row: of the last request, or of the one that could not be met; empty
   * where there are no rows.
   */
  public OptionalLong lastIndex() {
    return switch (outcome) {
      case Outcome.Finished _ -> OptionalLong.of(requests - 1);
      case Outcome.OutOfMemory(Stop stop) -> OptionalLong.of(stop.opIndex());
      case Outcome.Ended(String _, long opIndex, String _) -> OptionalLong.of(opIndex);
      case Outcome.Refused _, Outcome.NotTried _ -> OptionalLong.empty();
    };
  }
}
