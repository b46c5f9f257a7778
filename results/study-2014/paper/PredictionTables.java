// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/** Tables of what replays predicted of real programs. */
final class PredictionTables {
  private static final int HUNDREDTHS = 2;

  private final Prediction prediction;

  PredictionTables(Prediction prediction) {
    this.prediction = prediction;
  }

  PaperTable peaks() {
    return PaperTables.table(
        "Peak resident memory, predicted and real: the median of the runs and their range. "
            + Names.REFERENCE
            + " is left out, since its own peak is no prediction.",
        2,
        List.of("program", "library", "runs", "predicted, KiB", "real, KiB", "ratio", "spread"),
        prediction.cases(),
        PredictionTables::peak);
  }

  private static List<String> peak(TsvTable.Row row) {
    double predicted = row.number("predicted_peak_rss");
    return List.of(
        row.text("program"),
        row.text("library"),
        row.text("runs"),
        Format.kib(predicted),
        "%s [%s, %s]"
            .formatted(
                Format.kib(row.number("real_peak_rss_median")),
                Format.kib(row.number("real_peak_rss_low")),
                Format.kib(row.number("real_peak_rss_high"))),
        Format.ratio(row.number("ratio")),
        "%s to %s"
            .formatted(
                Format.ratio(predicted / row.number("real_peak_rss_high")),
                Format.ratio(predicted / row.number("real_peak_rss_low"))));
  }

  PaperTable times() {
    return PaperTables.table(
        "Processor time in ms more than under "
            + Names.REFERENCE
            + ", predicted and real: the median of differences within a round and its 95 %"
            + " interval. Ratio: predicted over real, with its spread, where the interval is"
            + " without zero.",
        2,
        List.of("program", "library", "predicted", "real", "ratio", "spread"),
        prediction.cases(),
        PredictionTables::time);
  }

  private static List<String> time(TsvTable.Row row) {
    boolean told = Prediction.isTold(row);
    List<Double> spread = Prediction.timeRatioSpread(row);
    return List.of(
        row.text("program"),
        row.text("library"),
        Format.millisChange(row.number("predicted_time_difference")),
        "%s [%s, %s]"
            .formatted(
                Format.millisChange(row.number("real_time_difference_median")),
                Format.millisChange(row.number("real_time_difference_low")),
                Format.millisChange(row.number("real_time_difference_high"))),
        told ? Format.decimals(Prediction.timeRatio(row), HUNDREDTHS) : Format.NOTHING,
        told
            ? "%s to %s"
                .formatted(Format.bounded(spread.getFirst()), Format.bounded(spread.getLast()))
            : Format.NOTHING);
  }

  PaperTable parts() {
    return PaperTables.table(
        "Why times are off by more than "
            + Format.whole(Prediction.TOLERANCE)
            + ": in which part of the program the time is, in ms more than under "
            + Names.REFERENCE
            + ", medians of other runs with a wrapper around malloc and their 95 % intervals; and"
            + " where most of what was not predicted is, if the prediction is not within the real"
            + " interval. These runs were on: "
            + String.join("; ", prediction.times().values("machine"))
            + ".",
        2,
        List.of("program", "library", "predicted", "real", "malloc", "usable size", "rest", "off"),
        prediction.timesOff(),
        row -> parts(row, prediction.split(row).orElseThrow()));
  }

  private List<String> parts(TsvTable.Row row, TsvTable.Row split) {
    return List.of(
        row.text("program"),
        row.text("library"),
        Format.millisChange(row.number("predicted_time_difference")),
        Format.millisChange(row.number("real_time_difference_median")),
        part(split, "requests_ms_more"),
        split.number("questions") == 0 ? Format.NOTHING : part(split, "questions_ms_more"),
        part(split, "rest_ms_more"),
        prediction.missing(row));
  }

  private static String part(TsvTable.Row split, String column) {
    return "%s [%s, %s]"
        .formatted(
            millis(split, column), millis(split, column + "_low"), millis(split, column + "_high"));
  }

  private static String millis(TsvTable.Row split, String column) {
    return Format.millisChange(split.number(column) / 1000);
  }

  PaperTable pages() {
    return PaperTables.table(
        "KiB of pages that cc1, the process of gcc with the largest peak, holds at its end: of its"
            + " own file the tables of symbols, those of unwinding and the rest, and the libraries'"
            + " files.",
        1,
        List.of("library", "anonymous", "symbols", "unwinding", "rest of cc1", "libraries"),
        prediction.pages().rows(),
        row ->
            List.of(
                row.text("library"),
                Format.count(row.number("anonymous")),
                Format.count(row.number("symbols")),
                Format.count(row.number("unwinding")),
                Format.count(row.number("rest_of_program")),
                Format.count(row.number("libraries"))));
  }
}
