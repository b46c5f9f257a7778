// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.predict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.replay.predict.LibraryPrediction;
import org.rmalloc.replay.predict.LibraryPrediction.Figures;
import org.rmalloc.replay.predict.MedianWithInterval;
import org.rmalloc.replay.predict.Prediction;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;
import org.rmalloc.trace.CountWithNoun;

/** A prediction as tables: for people one of memory and one of time, for programs one of all. */
public final class PredictionTables {
  private static final double MIB = 1 << 20;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final List<String> FIGURES =
      List.of(
          "runs",
          "heap",
          "code",
          "residue",
          "predicted_peak_rss",
          "real_peak_rss_median",
          "real_peak_rss_low",
          "real_peak_rss_high",
          "ratio",
          "ratio_low",
          "ratio_high",
          "predicted_time_difference",
          "real_time_difference_median",
          "real_time_difference_low",
          "real_time_difference_high",
          "time_ratio",
          "time_ratio_low",
          "time_ratio_high");

  private PredictionTables() {}

  /** Memory, then time. */
  public static List<Table> of(Prediction prediction) {
    return List.of(memory(prediction), time(prediction));
  }

  private static Table memory(Prediction prediction) {
    Table.Builder table =
        Table.titled(
                "%s: peak resident memory, predicted and in %s"
                    .formatted(prediction.program(), runs(prediction)))
            .text("library")
            .text("version");
    List.of("heap", "code", "predicted", "real", "from", "to", "off by")
        .forEach(name -> table.figures(name, "MiB"));
    List.of("ratio", "from", "to").forEach(name -> table.figures(name, ""));
    for (LibraryPrediction library : prediction.libraries()) {
      table.row(named(library, memoryCells(prediction, library)));
      note(library).ifPresent(table::note);
    }
    return table.note(PredictionExplanation.ofMemory(prediction)).build();
  }

  private static String runs(Prediction prediction) {
    return CountWithNoun.of(prediction.runs(), "run");
  }

  private static List<String> memoryCells(Prediction prediction, LibraryPrediction library) {
    if (library.figures().isEmpty()) {
      return nothing(10);
    }
    Figures figures = library.figures().get();
    List<String> cells = new ArrayList<>();
    boolean isReference = library.equals(prediction.reference());
    cells.add(mib((double) figures.heap()));
    cells.addAll(
        isReference ? nothing(2) : List.of(mib(figures.code()), mib(figures.predictedPeak())));
    cells.addAll(spread(figures.realPeak(), MIB, 2));
    cells.addAll(
        isReference
            ? nothing(4)
            : joined(List.of(mib(figures.peakError())), spread(figures.peakRatio(), 1, 3)));
    return cells;
  }

  private static Table time(Prediction prediction) {
    Table.Builder table =
        Table.titled(
                "%s: processor time more than under %s, predicted and in %s"
                    .formatted(
                        prediction.program(), prediction.reference().label(), runs(prediction)))
            .text("library")
            .text("version");
    List.of("predicted", "real", "from", "to").forEach(name -> table.figures(name, "ms"));
    List.of("ratio", "from", "to").forEach(name -> table.figures(name, ""));
    prediction.libraries().stream()
        .filter(library -> !library.equals(prediction.reference()))
        .forEach(library -> table.row(named(library, timeCells(library))));
    return table.note(PredictionExplanation.ofTime(prediction)).build();
  }

  private static List<String> timeCells(LibraryPrediction library) {
    if (library.figures().isEmpty()) {
      return nothing(7);
    }
    Figures figures = library.figures().get();
    return joined(
        List.of(scaled(figures.predictedDelay(), NANOS_PER_MILLI, 2)),
        spread(figures.realDelay(), NANOS_PER_MILLI, 2),
        figures.delayRatio().map(ratio -> spread(ratio, 1, 2)).orElse(nothing(3)));
  }

  /** All figures, in bytes and seconds, a row for each library. */
  public static Table figures(Prediction prediction) {
    Table.Builder table = Table.titled("").text("program").text("library").text("version");
    FIGURES.forEach(name -> table.figures(name, ""));
    table.text("note");
    for (LibraryPrediction library : prediction.libraries()) {
      List<String> cells = new ArrayList<>();
      cells.addAll(List.of(prediction.program(), library.label(), library.version()));
      cells.add(Integer.toString(prediction.runs()));
      cells.addAll(
          library
              .figures()
              .map(figures -> cells(prediction, figures))
              .orElse(blanks(FIGURES.size() - 1)));
      cells.add(library.note());
      table.row(cells.stream().map(Cell::of).toList());
    }
    return table.build();
  }

  private static List<String> cells(Prediction prediction, Figures figures) {
    return joined(
        List.of(
            Long.toString(figures.heap()),
            whole(figures.code()),
            whole(prediction.residue()),
            whole(figures.predictedPeak())),
        spread(figures.realPeak(), 1, 0),
        spread(figures.peakRatio(), 1, 4),
        List.of(scaled(figures.predictedDelay(), NANOS_PER_SECOND, 6)),
        spread(figures.realDelay(), NANOS_PER_SECOND, 6),
        figures.delayRatio().map(ratio -> spread(ratio, 1, 3)).orElse(blanks(3)));
  }

  private static List<Cell> named(LibraryPrediction library, List<String> cells) {
    return joined(List.of(library.label(), library.version()), cells).stream()
        .map(Cell::of)
        .toList();
  }

  private static Optional<String> note(LibraryPrediction library) {
    return library.note().isEmpty()
        ? Optional.empty()
        : Optional.of(library.label() + ": " + library.note());
  }

  private static List<String> spread(MedianWithInterval spread, double unit, int digits) {
    return Stream.of(spread.median(), spread.low(), spread.high())
        .map(value -> scaled(value, unit, digits))
        .toList();
  }

  private static String mib(double bytes) {
    return scaled(bytes, MIB, 2);
  }

  private static String whole(double value) {
    return QuantityFormatter.decimals(value, 0);
  }

  private static String scaled(double value, double unit, int digits) {
    return QuantityFormatter.decimals(value / unit, digits);
  }

  private static List<String> nothing(int cells) {
    return Collections.nCopies(cells, QuantityFormatter.NOTHING);
  }

  private static List<String> blanks(int cells) {
    return Collections.nCopies(cells, "");
  }

  @SafeVarargs
  private static List<String> joined(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
