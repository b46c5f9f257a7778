// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import static org.rmalloc.report.column.FigureColumn.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.LibraryProcess;
import org.rmalloc.replay.result.Outcome;
import org.rmalloc.replay.result.PageFigures;
import org.rmalloc.replay.result.ProcessFigures;
import org.rmalloc.replay.result.Result;
import org.rmalloc.report.column.FigureColumn;
import org.rmalloc.report.column.FigureColumn.Best;
import org.rmalloc.report.column.FigureRows;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.finding.Findings;
import org.rmalloc.report.sound.TimeRanks;
import org.rmalloc.report.table.Quantity;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;

/**
 * Malloc libraries as a table. Its bytes are pages, which are never ranked against the bytes of an
 * arena.
 */
public final class LibraryTable {
  private static final int AS_RECORDED_AT = 2; // behind resident
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;
  private static final long IN_MIB_FROM = 64 << 20; // so that columns stay narrow

  private final List<Result> results;
  private final List<ContenderFigures> libraries;
  private final Optional<ContenderFigures> noop;
  private final TimeRanks ranks;
  private final FigureRows rows;
  private final double unit;
  private final long peakLive;

  private LibraryTable(List<Result> results) {
    this.results = List.copyOf(results);
    libraries = results.stream().map(ContenderFigures::of).toList();
    noop = results.stream().flatMap(one -> ContenderFigures.ofNoop(one).stream()).findFirst();
    ranks = TimeRanks.of(results);
    rows =
        new FigureRows(
            Stream.concat(libraries.stream(), noop.stream()).toList(),
            ranks,
            row -> libraries.size() > 1 && row.finished() && libraries.contains(row));
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
    List<FigureColumn> figures = figures();
    Table.Builder table = Table.titled(title()).text("library").text("version");
    figures.forEach(figure -> table.figures(figure.name(), figure.unit()));
    for (int row = 0; row < results.size(); row++) {
      Header header = results.get(row).header();
      table.row(cells(header.label(), header.version(), row, figures));
    }
    noop.ifPresent(_ -> table.row(cells(ContenderFigures.NOOP, "", results.size(), figures)));
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

  private List<FigureColumn> figures() {
    List<FigureColumn> figures = new ArrayList<>(pageFigures());
    if (has(ProcessFigures::residentRecordedPeak)) {
      figures.add(AS_RECORDED_AT, asRecorded());
    }
    if (libraries.stream().anyMatch(row -> row.process().instructionsPerOp().isPresent())) {
      figures.add(
          new FigureColumn(
              "instr.",
              "/request",
              row -> number(row.process().instructionsPerOp()),
              Quantity::significant,
              Best.SMALLEST));
    }
    if (noop.isPresent()) {
      figures.addAll(timedFigures());
    }
    return figures;
  }

  private boolean has(Function<ProcessFigures, OptionalLong> figure) {
    return libraries.stream().anyMatch(row -> figure.apply(row.process()).isPresent());
  }

  private FigureColumn asRecorded() {
    return new FigureColumn(
        "as recorded",
        bytesWord(),
        row -> number(row.process().residentRecordedPeak()),
        this::inUnit,
        Best.SMALLEST);
  }

  private String bytesWord() {
    return unit == KIB ? "KiB" : "MiB";
  }

  private String inUnit(double bytes) {
    return Quantity.significant(bytes / unit);
  }

  private List<FigureColumn> pageFigures() {
    String bytes = bytesWord();
    Function<Double, String> inUnit = this::inUnit;
    Function<Double, String> twoDecimals = value -> Quantity.decimals(value, 2);
    return List.of(
        new FigureColumn(
            "resident", bytes, row -> number(row.process().residentPeak()), inUnit, Best.SMALLEST),
        new FigureColumn(
            "", "x peak", row -> ofPeak(row.process().residentPeak()), twoDecimals, Best.NONE),
        new FigureColumn(
            "at end", bytes, row -> number(row.process().residentEnd()), inUnit, Best.SMALLEST),
        new FigureColumn("start", bytes, row -> number(row.process().start()), inUnit, Best.NONE),
        new FigureColumn(
            "mapped",
            "MiB",
            row -> number(row.process().mappedPeak()),
            value -> Quantity.significant(value / MIB),
            Best.NONE),
        new FigureColumn(
            "usable", "/live", row -> number(row.process().usableRatio()), twoDecimals, Best.NONE));
  }

  private static List<FigureColumn> timedFigures() {
    Function<Double, String> whole = value -> Quantity.decimals(value, 0);
    return List.of(
        new FigureColumn("p50", "ns", row -> number(row.p50Nanos()), whole, Best.NONE),
        new FigureColumn("p99", "ns", row -> number(row.p99Nanos()), whole, Best.NONE),
        new FigureColumn(
            "worst",
            "wait, µs",
            row -> number(row.maxNanos()),
            value -> Quantity.significant(value / 1e3),
            Best.SHORTEST_WAIT),
        new FigureColumn(
            "throughput",
            "ns/op",
            row -> number(row.throughputNanos()),
            Quantity::significant,
            Best.SHORTEST_TIME),
        new FigureColumn(
            "cold",
            "ns/op",
            row -> number(row.process().coldNanos()),
            Quantity::significant,
            Best.NONE));
  }

  private List<Cell> cells(String label, String version, int index, List<FigureColumn> figures) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(label), Cell.of(version)));
    figures.forEach(figure -> cells.add(rows.cell(index, figure)));
    return cells;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    results.forEach(result -> aboutOutcome(result, notes));
    results.forEach(result -> aboutMethod(result, notes));
    notes.add(
        "resident: the peak of pages that hold memory, %s; the smallest container that survives is"
                .formatted(payload())
            + " 1 to 2 % larger. start: the pages before the first op. mapped: address space, free"
            + " of charge. usable: the bytes that the library reports as usable.");
    if (has(ProcessFigures::residentRecordedPeak)) {
      notes.add(
          "as recorded: the same peak where only those bytes are written that the recorded program"
              + " wrote.");
    }
    aboutThreads(notes);
    notes.add(
        "pages of a process are no bytes of an arena: the two are never ranked against each"
            + " other.");
    if (noop.isPresent()) {
      notes.add(aboutTimes());
    }
    Findings.noise(ranks.noise()).map(FindingWords::of).ifPresent(notes::add);
    if (libraries.size() > 1) {
      notes.add(FigureRows.starInWords("the libraries", results));
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

  private void aboutThreads(List<String> notes) {
    if (processes().stream().anyMatch(process -> process.threads().equals("recorded"))) {
      notes.add(
          "pages: each request ran on the thread that made it, in recorded order, one at a time;"
              + " times are of one thread.");
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
        .map(PageFigures::residentSpread)
        .filter(OptionalLong::isPresent)
        .ifPresent(
            spread ->
                notes.add(
                    "%s: pages differ from run to run: the median of 5 is shown, and resident spreads over %s"
                        .formatted(label, Quantity.bytes(spread.getAsLong()))));
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
    return ("throughput: CPU time of an op once warm, no payload written, %s; cold: the same of a"
            + " process' first pass, page faults included; noop is the harness's own share."
            + " p50, p99 and worst wait: of a request, the timer's overhead taken off.")
        .formatted(FigureRows.forksInWords(results));
  }

  private double ofPeak(OptionalLong bytes) {
    return peakLive == 0 ? Double.NaN : number(bytes) / peakLive;
  }
}
