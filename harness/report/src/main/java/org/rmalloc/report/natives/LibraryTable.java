// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.natives;

import static org.rmalloc.report.column.MetricColumn.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.LibraryProcessFacts;
import org.rmalloc.replay.result.NativeProcessFigures;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.report.column.ContenderTableRows;
import org.rmalloc.report.column.MetricColumn;
import org.rmalloc.report.column.MetricColumn.Best;
import org.rmalloc.report.finding.ComparisonFindingFinder;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.sound.TimeRanks;
import org.rmalloc.report.table.QuantityFormatter;
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

  private final List<TrialResult> results;
  private final List<ContenderFigures> libraries;
  private final Optional<ContenderFigures> noop;
  private final TimeRanks ranks;
  private final ContenderTableRows rows;
  private final double unit;
  private final long peakLive;

  private LibraryTable(List<TrialResult> results) {
    this.results = List.copyOf(results);
    libraries = results.stream().map(ContenderFigures::of).toList();
    noop = results.stream().flatMap(one -> ContenderFigures.ofNoop(one).stream()).findFirst();
    ranks = TimeRanks.of(results);
    rows =
        new ContenderTableRows(
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
  public static Table of(List<TrialResult> results) {
    return new LibraryTable(results).table();
  }

  private Table table() {
    List<MetricColumn> figures = figures();
    Table.Builder table = Table.titled(title()).text("library").text("version");
    figures.forEach(figure -> table.figures(figure.name(), figure.unit()));
    for (int row = 0; row < results.size(); row++) {
      AllocStatsHeader header = results.get(row).header();
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
        .map(process -> QuantityFormatter.bytes(process.pageSize()))
        .orElse("whole");
  }

  private List<LibraryProcessFacts> processes() {
    return results.stream().flatMap(result -> result.header().process().stream()).toList();
  }

  private List<MetricColumn> figures() {
    List<MetricColumn> figures = new ArrayList<>(pageFigures());
    if (has(NativeProcessFigures::residentRecordedPeak)) {
      figures.add(AS_RECORDED_AT, asRecorded());
    }
    if (libraries.stream().anyMatch(row -> row.process().instructionsPerOp().isPresent())) {
      figures.add(
          new MetricColumn(
              "instr.",
              "/request",
              row -> number(row.process().instructionsPerOp()),
              QuantityFormatter::significant,
              Best.SMALLEST));
    }
    if (noop.isPresent()) {
      figures.addAll(timedFigures());
    }
    return figures;
  }

  private boolean has(Function<NativeProcessFigures, OptionalLong> figure) {
    return libraries.stream().anyMatch(row -> figure.apply(row.process()).isPresent());
  }

  private MetricColumn asRecorded() {
    return new MetricColumn(
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
    return QuantityFormatter.significant(bytes / unit);
  }

  private List<MetricColumn> pageFigures() {
    String bytes = bytesWord();
    Function<Double, String> inUnit = this::inUnit;
    Function<Double, String> twoDecimals = value -> QuantityFormatter.decimals(value, 2);
    return List.of(
        new MetricColumn(
            "resident", bytes, row -> number(row.process().residentPeak()), inUnit, Best.SMALLEST),
        new MetricColumn(
            "", "x peak", row -> ofPeak(row.process().residentPeak()), twoDecimals, Best.NONE),
        new MetricColumn(
            "at end", bytes, row -> number(row.process().residentEnd()), inUnit, Best.SMALLEST),
        new MetricColumn("start", bytes, row -> number(row.process().start()), inUnit, Best.NONE),
        new MetricColumn(
            "mapped",
            "MiB",
            row -> number(row.process().mappedPeak()),
            value -> QuantityFormatter.significant(value / MIB),
            Best.NONE),
        new MetricColumn(
            "usable", "/live", row -> number(row.process().usableRatio()), twoDecimals, Best.NONE));
  }

  private static List<MetricColumn> timedFigures() {
    Function<Double, String> whole = value -> QuantityFormatter.decimals(value, 0);
    return List.of(
        new MetricColumn("p50", "ns", row -> number(row.p50Nanos()), whole, Best.NONE),
        new MetricColumn("p99", "ns", row -> number(row.p99Nanos()), whole, Best.NONE),
        new MetricColumn(
            "worst",
            "wait, µs",
            row -> number(row.maxNanos()),
            value -> QuantityFormatter.significant(value / 1e3),
            Best.SHORTEST_WAIT),
        new MetricColumn(
            "throughput",
            "ns/op",
            row -> number(row.throughputNanos()),
            QuantityFormatter::significant,
            Best.SHORTEST_TIME),
        new MetricColumn(
            "cold",
            "ns/op",
            row -> number(row.process().coldNanos()),
            QuantityFormatter::significant,
            Best.NONE));
  }

  private List<Cell> cells(String label, String version, int index, List<MetricColumn> figures) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(label), Cell.of(version)));
    figures.forEach(figure -> cells.add(rows.cell(index, figure)));
    return cells;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.addAll(LibraryTableNotes.of(results));
    notes.add(
        "resident: the peak of bytes in pages that hold memory, with %s; a container needs up to"
                .formatted(payload())
            + " 2 % more. start: the pages before the first op. mapped: address space, which takes"
            + " no memory. usable: the bytes that the library reports as usable.");
    if (has(NativeProcessFigures::residentRecordedPeak)) {
      notes.add(
          "as recorded: the same resident peak when only those bytes are written that the recorded"
              + " program wrote.");
    }
    aboutThreads(notes);
    notes.add(
        "pages of a process are no bytes of an arena: the two are never ranked against each"
            + " other.");
    if (noop.isPresent()) {
      notes.add(aboutTimes());
    }
    ComparisonFindingFinder.noise(ranks.noise()).map(FindingWords::of).ifPresent(notes::add);
    if (libraries.stream().filter(ContenderFigures::finished).count() > 1) {
      notes.add(ContenderTableRows.starInWords("the libraries", results));
    }
    return notes;
  }

  private void aboutThreads(List<String> notes) {
    if (processes().stream().anyMatch(process -> process.threads().equals("recorded"))) {
      notes.add(
          "pages: each request ran on the thread that made it, in recorded order, one at a time;"
              + " times are of one thread.");
    }
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
        .formatted(ContenderTableRows.forksInWords(results));
  }

  private double ofPeak(OptionalLong bytes) {
    return peakLive == 0 ? Double.NaN : number(bytes) / peakLive;
  }
}
