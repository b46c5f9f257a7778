// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.finding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** One thing that results show. {@link FindingWords} puts it into words. */
public sealed interface Finding {

  /** What contenders are compared by, besides memory. */
  enum Effort {
    /** Mean CPU time of an op, in nanoseconds. */
    TIME,
    /** Loads and stores a request, where times are not ranked. */
    COST
  }

  /**
   * A contender that may be chosen.
   *
   * @param footprint peak, in bytes
   * @param effort nanoseconds of an op, or loads and stores of a request
   */
  record Candidate(String label, double footprint, double effort) {}

  /**
   * Which contender to use, and what it costs.
   *
   * @param chosen one, or several that are equal within the tolerance: the first has the smallest
   *     product of memory and effort
   * @param smallest who takes the least memory
   * @param quickest who takes the least effort
   * @param asQuick whether the chosen one is not behind the quickest by more than chance
   * @param tolerance a share, from 0: what differs by no more counts as equal
   */
  record Recommendation(
      List<Candidate> chosen,
      Candidate smallest,
      Candidate quickest,
      boolean asQuick,
      Effort effort,
      double tolerance)
      implements Finding {
    /** Copies the list. */
    public Recommendation {
      chosen = List.copyOf(chosen);
    }
  }

  /** The only contender that finished; there are others. */
  record OnlyFinished(Candidate chosen) implements Finding {}

  /**
   * Who else is worth a choice, since it takes less of one thing than the recommended one; and who
   * is not, since another takes no more of both.
   *
   * @param each in the order of their memory
   * @param dominated within the tolerance
   */
  record Alternatives(
      Candidate chosen,
      List<Candidate> each,
      List<String> dominated,
      Effort effort,
      double tolerance)
      implements Finding {
    /** Copies the lists. */
    public Alternatives {
      each = List.copyOf(each);
      dominated = List.copyOf(dominated);
    }
  }

  /**
   * What would change the recommendation.
   *
   * @param chosen with the smallest heap that it needs
   * @param smaller who needs a smaller heap, each smaller than the one before by more than the
   *     tolerance
   * @param pauseBytes the maximum of bytes that the chosen one moved while one request waited
   * @param relocating whom other locks may change
   * @param locks which locks were obeyed
   */
  record Conditions(
      Need chosen, List<Need> smaller, long pauseBytes, List<String> relocating, String locks)
      implements Finding {
    /** Copies the lists. */
    public Conditions {
      smaller = List.copyOf(smaller);
      relocating = List.copyOf(relocating);
    }
  }

  /**
   * How small a heap a contender needs.
   *
   * @param bytes of the heap
   * @param factor of the peak of live bytes
   */
  record Need(String label, long bytes, double factor) {}

  /**
   * Who needs the smallest heap.
   *
   * @param next who needs the next one, if there is another
   */
  record SmallestHeapResult(Need best, Optional<Need> next) implements Finding {}

  /**
   * Whether moving blocks lets the program do with a smaller heap.
   *
   * @param moving the best of those that relocate
   * @param fixed the best of those that do not
   * @param locks which locks were obeyed
   */
  record Moving(Need moving, Need fixed, String locks) implements Finding {
    /** Whether it does. */
    public boolean pays() {
      return moving.bytes() < fixed.bytes();
    }
  }

  /**
   * Who claims the smallest part of the heap, equals together.
   *
   * @param footprint peak, in bytes
   * @param factor of the peak of live bytes; absent where nothing was ever live
   * @param next who comes next, if there is another
   */
  record SmallestFootprint(
      List<String> labels, double footprint, OptionalDouble factor, Optional<Next> next)
      implements Finding {
    /** Who comes next, with its footprint in bytes. */
    public record Next(String label, double footprint) {}
  }

  /** Whose largest free block stayed largest, where files do not say a footprint. */
  record LargestRemainder(List<String> labels) implements Finding {}

  /**
   * Who takes the shortest time, and whom chance cannot tell from it; there are others.
   *
   * @param nanos mean time of an op of the first
   */
  record ShortestTime(List<String> labels, double nanos) implements Finding {}

  /**
   * Who are timed, and by no more than chance apart.
   *
   * @param chanceRatio of two times: chance alone may make as much of it, above 1
   */
  record NoDifference(List<String> labels, double chanceRatio) implements Finding {}

  /**
   * The machine was busy while times were taken.
   *
   * @param wallPerCpu wall time of a pass divided by its CPU time
   * @param noopSpread between forks, of what the harness itself takes, as a share of it
   * @param load of the machine; negative where it is not known
   * @param ranked whether times are ranked nevertheless
   */
  record NoisyMachine(double wallPerCpu, double noopSpread, double load, boolean ranked)
      implements Finding {}

  /** Times are shown and not ranked: too few processes measured them. */
  record TooFewForks(List<String> labels) implements Finding {}

  /**
   * Whose slowest request is faster than that of all others, by more than chance.
   *
   * @param nanos the maximum over all requests
   */
  record BestWorstCase(String label, double nanos) implements Finding {}

  /**
   * What a contender moved.
   *
   * @param times how often out-of-memory handling moved blocks
   * @param bytes moved in all
   * @param longestPauseNanos 0 where it is not known
   */
  record Relocation(String label, long times, long bytes, double longestPauseNanos) {}

  /** Who moved blocks. */
  record Relocations(List<Relocation> each) implements Finding {}

  /**
   * A contender that did not finish, and why.
   *
   * @param needed the heap that it needs; empty where none is known
   */
  record Failure(String label, String reason, Optional<Need> needed) {
    /** One that no heap is known to satisfy, or that has none of a size. */
    public Failure(String label, String reason) {
      this(label, reason, Optional.empty());
    }
  }

  /**
   * Who did not finish.
   *
   * @param heapSize in which, in bytes; 0 where there is no heap of a size
   */
  record Unfinished(long heapSize, List<Failure> each) implements Finding {
    /** Those that have no heap of a size. */
    public Unfinished(List<Failure> each) {
      this(0, each);
    }
  }

  /** Who is shown and not ranked. */
  record LowerBounds(List<String> labels) implements Finding {}

  /**
   * Which malloc library to use, among themselves, and what it costs.
   *
   * @param among malloc libraries; their footprints are resident bytes
   */
  record LibraryRecommendation(Recommendation among) implements Finding {}

  /**
   * Which malloc libraries hold the fewest resident bytes at their peak.
   *
   * @param resident bytes
   * @param factor of the peak of live bytes; absent where nothing was ever live
   * @param next which comes next, if there is another
   */
  record SmallestResident(
      List<String> labels,
      double resident,
      OptionalDouble factor,
      Optional<SmallestFootprint.Next> next)
      implements Finding {}

  /**
   * Which malloc library holds the fewest resident bytes at the end.
   *
   * @param peak its resident bytes at their peak
   * @param end and after the last op
   */
  record GivesBack(String label, double peak, double end) implements Finding {}

  /** Whether it recommends a contender, or explains why. */
  default boolean isAboutTheRecommendation() {
    return this instanceof Recommendation
        || this instanceof OnlyFinished
        || this instanceof Alternatives
        || this instanceof Conditions;
  }

  /** A name for files: lower case and hyphens. */
  default String kind() {
    return switch (this) {
      case Recommendation _ -> "recommendation";
      case OnlyFinished _ -> "only-finished";
      case Alternatives _ -> "alternatives";
      case Conditions _ -> "conditions";
      case SmallestHeapResult _ -> "smallest-heap";
      case Moving _ -> "moving";
      case SmallestFootprint _ -> "smallest-footprint";
      case LargestRemainder _ -> "largest-remainder";
      case ShortestTime _ -> "shortest-time";
      case NoDifference _ -> "no-difference";
      case NoisyMachine _ -> "noisy-machine";
      case TooFewForks _ -> "too-few-forks";
      case BestWorstCase _ -> "best-worst-case";
      case Relocations _ -> "relocations";
      case Unfinished _ -> "unfinished";
      case LowerBounds _ -> "lower-bounds";
      case LibraryRecommendation _ -> "library-recommendation";
      case SmallestResident _ -> "smallest-resident";
      case GivesBack _ -> "gives-back";
    };
  }

  /** The contenders that it is about. */
  default List<String> labels() {
    return switch (this) {
      case Recommendation recommendation ->
          recommendation.chosen().stream().map(Candidate::label).toList();
      case OnlyFinished(Candidate chosen) -> List.of(chosen.label());
      case Alternatives alternatives -> alternatives.each().stream().map(Candidate::label).toList();
      case Conditions conditions ->
          Stream.concat(Stream.of(conditions.chosen()), conditions.smaller().stream())
              .map(Need::label)
              .toList();
      case SmallestHeapResult(Need best, Optional<Need> next) ->
          Stream.concat(Stream.of(best), next.stream()).map(Need::label).toList();
      case Moving(Need moving, Need fixed, String _) -> List.of(moving.label(), fixed.label());
      case SmallestFootprint(List<String> labels, double _, OptionalDouble _, Optional<?> _) ->
          labels;
      case LargestRemainder(List<String> labels) -> labels;
      case ShortestTime(List<String> labels, double _) -> labels;
      case NoDifference(List<String> labels, double _) -> labels;
      case NoisyMachine _ -> List.of();
      case TooFewForks(List<String> labels) -> labels;
      case BestWorstCase(String label, double _) -> List.of(label);
      case Relocations(List<Relocation> each) -> each.stream().map(Relocation::label).toList();
      case Unfinished(long _, List<Failure> each) -> each.stream().map(Failure::label).toList();
      case LowerBounds(List<String> labels) -> labels;
      case LibraryRecommendation(Recommendation among) -> among.labels();
      case SmallestResident smallest -> smallest.labels();
      case GivesBack(String label, double _, double _) -> List.of(label);
    };
  }
}
