// SPDX-License-Identifier: Apache-2.0
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a replay predicted of real programs under malloc libraries, what they took, and what
 * explains the difference.
 *
 * @param table peaks in bytes, times in seconds more than under the reference
 * @param times in which part of a program the time is that it takes more, in milliseconds, measured
 *     apart
 * @param pages what a compiler holds in memory at its end, in KiB
 * @param machine where it was measured, and of what
 */
record Prediction(TsvTable table, TsvTable times, TsvTable pages, List<String> machine) {
  /** How far a prediction may be off without an explanation. */
  static final double TOLERANCE = 0.15;

  /** In the source it names a case whose peak is explained there. */
  private static final String EXPLAINED = "{{peak-ratio %s %s}}";

  /** A part of a program, in words, and the column of the time that it takes more. */
  private record Part(String words, String column) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("malloc, free, realloc", "requests_ms_more"),
          new Part("malloc_usable_size", "questions_ms_more"),
          new Part("the rest of the program", "rest_ms_more"));

  /** Every case but those of the reference, whose own peak is no prediction. */
  List<TsvTable.Row> cases() {
    return table.where(row -> !row.is("library", Names.REFERENCE));
  }

  /** The cases whose real difference in time can be told from none. */
  List<TsvTable.Row> told() {
    return cases().stream().filter(Prediction::isTold).toList();
  }

  static boolean isTold(TsvTable.Row row) {
    return row.number("real_time_difference_low") > 0
        || row.number("real_time_difference_high") < 0;
  }

  /** Predicted over real time more than under the reference. */
  static double timeRatio(TsvTable.Row row) {
    return row.number("predicted_time_difference") / row.number("real_time_difference_median");
  }

  /** The ratios to both ends of the real difference's interval, the smaller first. */
  static List<Double> timeRatioSpread(TsvTable.Row row) {
    return Stream.of("real_time_difference_low", "real_time_difference_high")
        .map(end -> row.number("predicted_time_difference") / row.number(end))
        .sorted()
        .toList();
  }

  static boolean isOff(double ratio) {
    return Math.abs(ratio - 1) > TOLERANCE;
  }

  /** The cases whose time is off by more than is tolerated. */
  List<TsvTable.Row> timesOff() {
    return told().stream().filter(row -> isOff(timeRatio(row))).toList();
  }

  List<TsvTable.Row> peaksOff() {
    return cases().stream().filter(row -> isOff(row.number("ratio"))).toList();
  }

  /**
   * Holds the paper to explain each case that is off.
   *
   * @throws PaperException naming the first that it does not explain
   */
  void requireExplanations(String source) {
    for (TsvTable.Row row : peaksOff()) {
      if (!source.contains(EXPLAINED.formatted(row.text("program"), row.text("library")))) {
        throw unexplained(row, "peak", "paper.md does not explain it");
      }
    }
    for (TsvTable.Row row : timesOff()) {
      if (!isWithinInterval(row) && missingPart(row).isEmpty()) {
        throw unexplained(
            row,
            "time",
            times.file()
                + " has no part of the program where that is; run"
                + " results/study-2014/prediction-times");
      }
    }
  }

  private PaperException unexplained(TsvTable.Row row, String what, String why) {
    return new PaperException(
        "%s: the %s of %s under %s is off by more than %s: %s"
            .formatted(
                table.file(),
                what,
                row.text("program"),
                row.text("library"),
                Format.percent(TOLERANCE),
                why));
  }

  /** In which part of the program its time is; absent where that was not measured. */
  Optional<TsvTable.Row> split(TsvTable.Row row) {
    return times
        .where(
            one -> one.is("program", row.text("program")) && one.is("library", row.text("library")))
        .stream()
        .findFirst();
  }

  /** Whether the prediction is as likely as the median: within the real difference's interval. */
  static boolean isWithinInterval(TsvTable.Row row) {
    double predicted = row.number("predicted_time_difference");
    return predicted >= row.number("real_time_difference_low")
        && predicted <= row.number("real_time_difference_high");
  }

  /** Where most of what was not predicted is, in words. */
  String missing(TsvTable.Row row) {
    return isWithinInterval(row)
        ? "within the interval"
        : missingPart(row).map(Part::words).orElse(Format.NOTHING);
  }

  /** Whether most of what was not predicted is in no part that a replay has. */
  boolean isElsewhere(TsvTable.Row row) {
    return !isWithinInterval(row)
        && missingPart(row).filter(part -> part != PARTS.getFirst()).isPresent();
  }

  /** The part that goes furthest, beyond its interval, from the prediction toward what was real. */
  private Optional<Part> missingPart(TsvTable.Row row) {
    return split(row)
        .flatMap(
            split ->
                PARTS.stream()
                    .filter(part -> toward(row, split, part, "_low") > 0)
                    .filter(part -> toward(row, split, part, "_high") > 0)
                    .max(Comparator.comparingDouble(part -> toward(row, split, part, ""))));
  }

  private static double toward(TsvTable.Row row, TsvTable.Row split, Part part, String end) {
    double predicted = 1000 * row.number("predicted_time_difference");
    double missing = 1000 * row.number("real_time_difference_median") - predicted;
    double more = split.number(part.column() + end);
    return Math.signum(missing) * (part == PARTS.getFirst() ? more - predicted : more);
  }

  /** KiB of a column at the end of the compiler under a library, more than under another. */
  double pagesMore(String library, String than, String column) {
    return pagesOf(library).number(column) - pagesOf(than).number(column);
  }

  private TsvTable.Row pagesOf(String library) {
    return pages.where(row -> row.is("library", library)).stream()
        .findFirst()
        .orElseThrow(() -> new PaperException(pages.file() + ": no row of " + library));
  }
}
