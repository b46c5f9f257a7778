// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.LibraryProcess;
import org.rmalloc.replay.result.Outcome;
import org.rmalloc.replay.result.PageFigures;
import org.rmalloc.replay.result.Result;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.finding.Findings;
import org.rmalloc.report.sound.ForkComparison;
import org.rmalloc.report.sound.TimeRanks;
import org.rmalloc.report.table.Quantity;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;

/**
 * Malloc libraries as a table. Its bytes are pages, which are never ranked against the bytes of an
 * arena.
 */
public final class LibraryTable {
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;
  private static final long IN_MIB_FROM = 64 << 20; // so that columns stay narrow

  private final List<Result> results;
  private final List<ContenderFigures> rows;
  private final Optional<ContenderFigures> noop;
  private final TimeRanks ranks;
  private final double unit;
  private final long peakLive;

  private LibraryTable(List<Result> results) {
    this.results = List.copyOf(results);
    rows = results.stream().map(ContenderFigures::of).toList();
    noop = results.stream().flatMap(one -> ContenderFigures.ofNoop(one).stream()).findFirst();
    ranks = TimeRanks.of(results);
    peakLive = results.getFirst().header().peakLive();
    unit = peakLive < IN_MIB_FROM ? KIB : MIB;
  }

  /**
   * The table of the malloc libraries of a run.
   *
   * @param results one or more, all of one trace and setting
   */
  public static Table of(List<Result> results) {
    return new LibraryTable(results).table();
  }

  private Table table() {
    List<Figure> figures = figures();
    Table.Builder table = Table.titled(title()).text("library").text("version");
    figures.forEach(figure -> table.figures(figure.name(), figure.unit()));
    for (int row = 0; row < rows.size(); row++) {
      table.row(cells(row, figures));
    }
    noop.ifPresent(row -> table.row(cells(row, figures)));
    notes().forEach(table::note);
    return table.build();
  }

  private String title() {
    return "%s: malloc libraries, each in a process of its own: bytes of %s pages, not of an arena"
        .formatted(results.getFirst().header().trace().name(), pageSize());
  }

  private String pageSize() {
    return processes().stream()
        .findFirst()
        .map(process -> Quantity.bytes(process.pageSize()))
        .orElse("whole");
  }

  private List<LibraryProcess> processes() {
    return results.stream().flatMap(result -> result.header().process().stream()).toList();
  }

  /**
   * A column.
   *
   * @param value NaN where there is nothing to say
   */
  private record Figure(
      String name,
      String unit,
      Function<ContenderFigures, Double> value,
      Function<Double, String> text,
      Best best) {}

  /** Which of a column's values are marked. */
  private enum Best {
    NONE,
    SMALLEST,
    SHORTEST_TIME,
    SHORTEST_WAIT
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(pageFigures());
    if (rows.stream().anyMatch(row -> row.process().instructionsPerOp().isPresent())) {
      figures.add(
          new Figure(
              "instr.",
              "/op",
              row -> number(row.process().instructionsPerOp()),
              Quantity::significant,
              Best.SMALLEST));
    }
    if (noop.isPresent()) {
      figures.addAll(timedFigures());
    }
    return figures;
  }

  private List<Figure> pageFigures() {
    String bytes = unit == KIB ? "KiB" : "MiB";
    Function<Double, String> inUnit = value -> Quantity.significant(value / unit);
    Function<Double, String> twoDecimals = value -> Quantity.decimals(value, 2);
    return List.of(
        new Figure(
            "resident", bytes, row -> number(row.process().residentPeak()), inUnit, Best.SMALLEST),
        new Figure(
            "", "x peak", row -> ofPeak(row.process().residentPeak()), twoDecimals, Best.NONE),
        new Figure(
            "at end", bytes, row -> number(row.process().residentEnd()), inUnit, Best.SMALLEST),
        new Figure("start", bytes, row -> number(row.process().start()), inUnit, Best.NONE),
        new Figure(
            "mapped",
            "MiB",
            row -> number(row.process().mappedPeak()),
            value -> Quantity.significant(value / MIB),
            Best.NONE),
        new Figure(
            "usable", "/live", row -> number(row.process().usableRatio()), twoDecimals, Best.NONE));
  }

  private static List<Figure> timedFigures() {
    Function<Double, String> whole = value -> Quantity.decimals(value, 0);
    return List.of(
        new Figure("p50", "ns", row -> number(row.p50Nanos()), whole, Best.NONE),
        new Figure("p99", "ns", row -> number(row.p99Nanos()), whole, Best.NONE),
        new Figure(
            "max",
            "µs",
            row -> number(row.maxNanos()),
            value -> Quantity.significant(value / 1e3),
            Best.SHORTEST_WAIT),
        new Figure(
            "time",
            "ns/op",
            row -> number(row.throughputNanos()),
            Quantity::significant,
            Best.SHORTEST_TIME),
        new Figure(
            "cold",
            "ns/op",
            row -> number(row.process().coldNanos()),
            Quantity::significant,
            Best.NONE));
  }

  private List<Cell> cells(int index, List<Figure> figures) {
    Header header = results.get(index).header();
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(header.label()), Cell.of(header.version())));
    for (Figure figure : figures) {
      double value = figure.value().apply(rows.get(index));
      cells.add(new Cell(figure.text().apply(value), isBest(index, figure, value)));
    }
    return cells;
  }

  private static List<Cell> cells(ContenderFigures noop, List<Figure> figures) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(ContenderFigures.NOOP), Cell.of("")));
    figures.forEach(figure -> cells.add(Cell.of(figure.text().apply(figure.value().apply(noop)))));
    return cells;
  }

  private boolean isBest(int index, Figure figure, double value) {
    return rows.get(index).finished()
        && rows.size() > 1
        && switch (figure.best()) {
          case NONE -> false;
          case SMALLEST -> value == smallest(figure);
          case SHORTEST_TIME -> ranks.isBest(index);
          case SHORTEST_WAIT -> ranks.hasShortestWait(index);
        };
  }

  private double smallest(Figure figure) {
    return rows.stream()
        .filter(ContenderFigures::finished)
        .mapToDouble(figure.value()::apply)
        .filter(value -> !Double.isNaN(value))
        .min()
        .orElse(Double.NaN);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    results.forEach(result -> aboutOutcome(result, notes));
    results.forEach(result -> aboutMethod(result, notes));
    notes.add(
        "resident: the peak of pages that hold memory, %s; the smallest container that survives is"
                .formatted(payload())
            + " 1 to 2 % larger. start: of it before the first op. mapped: address space, free of"
            + " charge. usable: as the library says it.");
    notes.add(
        "pages of a process are no bytes of an arena: the two are never ranked against each"
            + " other.");
    if (noop.isPresent()) {
      notes.add(aboutTimes());
    }
    Findings.noise(ranks.noise()).map(FindingWords::of).ifPresent(notes::add);
    if (rows.size() > 1) {
      notes.add(
          "* best of the libraries that finished"
              + (noop.isPresent() ? ", in time beyond chance." : "."));
    }
    return notes;
  }

  private static void aboutOutcome(Result result, List<String> notes) {
    String label = result.header().label();
    switch (result.summary().outcome()) {
      case Outcome.Finished _ -> {}
      case Outcome.NotTried(String reason) ->
          notes.add("%s was not tried: %s".formatted(label, reason));
      case Outcome.Ended _, Outcome.OutOfMemory _, Outcome.Refused _ ->
          notes.add("%s did not finish: %s".formatted(label, result.summary().outcome().reason()));
    }
  }

  /** What is less exact than it could be. */
  private static void aboutMethod(Result result, List<String> notes) {
    Optional<PageFigures> pages = result.summary().pages();
    String label = result.header().label();
    pages
        .flatMap(PageFigures::inexactBecause)
        .ifPresent(
            why -> notes.add("%s: resident is at least what is said: %s".formatted(label, why)));
    pages
        .filter(figures -> !figures.fixedAddresses())
        .ifPresent(
            _ ->
                notes.add(
                    "%s: addresses are randomised here, so pages differ a little from run to run"
                        .formatted(label)));
  }

  private String payload() {
    return processes().stream().allMatch(process -> process.payload().equals("full"))
        ? "every page of a block written"
        : "blocks written as recorded";
  }

  private String aboutTimes() {
    int forks =
        results.stream()
            .flatMap(result -> result.summary().timing().stream())
            .mapToInt(timing -> timing.forks().size())
            .max()
            .orElse(0);
    String count =
        forks < ForkComparison.MIN_FORKS
            ? "%d fork%s, too few for a rank".formatted(forks, forks == 1 ? "" : "s")
            : "mean of %d forks".formatted(forks);
    return ("times: p50, p99, max per request, the timer's overhead taken off; time: CPU time per"
            + " op once warm, no payload written, %s; cold: of a process' first pass, page"
            + " faults included; noop the harness's own share")
        .formatted(count);
  }

  private double ofPeak(OptionalLong bytes) {
    return peakLive == 0 ? Double.NaN : number(bytes) / peakLive;
  }

  private static double number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  private static double number(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }
}
