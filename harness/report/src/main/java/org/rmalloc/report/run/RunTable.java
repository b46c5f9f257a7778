// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.run;

import static org.rmalloc.report.column.FigureColumn.number;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.Environment;
import org.rmalloc.replay.result.Fork;
import org.rmalloc.replay.result.Header;
import org.rmalloc.replay.result.Outcome;
import org.rmalloc.replay.result.Result;
import org.rmalloc.replay.result.RunSummary;
import org.rmalloc.replay.result.SmallestHeap;
import org.rmalloc.replay.result.Stop;
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
 * A run as a table: deterministic figures to the left, times to the right, the best of a column
 * marked among the contenders that finished and are ranked.
 */
public final class RunTable {
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;
  private static final long IN_MIB_FROM = 64 << 20; // so that columns stay narrow

  private final List<Result> results;
  private final RunSummary run;
  private final TimeRanks ranks;
  private final FigureRows rows;
  private final double unit;

  private RunTable(List<Result> results) {
    this.results = results;
    run = RunSummary.of(results, List.of());
    ranks = TimeRanks.of(results);
    rows = new FigureRows(run.contenders(), ranks, ContenderFigures::isRanked);
    unit = run.peakLive() < IN_MIB_FROM ? KIB : MIB;
  }

  /**
   * The table of a run: what a choice needs.
   *
   * @param results at least one, all of one trace and setting
   */
  public static Table of(List<Result> results) {
    RunTable run = new RunTable(results);
    Table.Builder table = run.table(run.title(), run.figures());
    run.notes().forEach(table::note);
    return table.build();
  }

  /** The columns that {@link #of} leaves out, as a table of their own. */
  public static Table rest(List<Result> results) {
    RunTable run = new RunTable(results);
    return run.table(run.run.trace() + ": the rest", run.rest()).build();
  }

  private Table.Builder table(String title, List<FigureColumn> figures) {
    Table.Builder table = Table.titled(title).text("allocator");
    figures.forEach(figure -> table.figures(figure.name(), figure.unit()));
    for (int row = 0; row < run.contenders().size(); row++) {
      table.row(cells(row, figures));
    }
    return table;
  }

  private String title() {
    return "%s: %s requests, peak of live bytes %s (%s B), heap %s, locks %s"
        .formatted(
            run.trace(),
            Quantity.count(run.requests()),
            Quantity.bytes(run.peakLive()),
            Quantity.count(run.peakLive()),
            run.heap(),
            run.locks());
  }

  private List<FigureColumn> figures() {
    List<FigureColumn> figures = new ArrayList<>(space());
    if (timerResolutionNanos().isPresent()) {
      figures.addAll(time());
    }
    figures.add(moved("pause", row -> number(row.pauseBytes())));
    return figures;
  }

  private List<FigureColumn> rest() {
    List<FigureColumn> figures = new ArrayList<>(spaceRest());
    if (timerResolutionNanos().isPresent()) {
      figures.addAll(timeRest());
    }
    return figures;
  }

  private List<FigureColumn> space() {
    return List.of(
        new FigureColumn(
            "smallest", "heap, B", row -> number(row.minHeap()), RunTable::whole, Best.SMALLEST),
        new FigureColumn(
            "", "x peak", this::minHeapFactor, value -> Quantity.decimals(value, 2), Best.NONE),
        bytes("footprint", row -> number(row.footprint()), Best.SMALLEST),
        new FigureColumn(
            "cost",
            "/request",
            row -> number(row.costPerOp()),
            Quantity::significant,
            Best.SMALLEST));
  }

  private static List<FigureColumn> time() {
    return List.of(
        new FigureColumn(
            "throughput",
            "ns/op",
            row -> number(row.throughputNanos()),
            Quantity::significant,
            Best.SHORTEST_TIME),
        new FigureColumn("p99", "ns", row -> number(row.p99Nanos()), RunTable::whole, Best.NONE),
        new FigureColumn(
            "worst",
            "wait, µs",
            row -> number(row.maxNanos()),
            RunTable::micros,
            Best.SHORTEST_WAIT));
  }

  private List<FigureColumn> spaceRest() {
    return List.of(
        bytes("overhead", row -> number(row.overhead()), Best.SMALLEST),
        new FigureColumn(
            "compactions", "", row -> number(row.compactions()), RunTable::whole, Best.NONE),
        moved("moved", row -> number(row.bytesMoved())));
  }

  private static List<FigureColumn> timeRest() {
    return List.of(
        new FigureColumn(
            "longest",
            "pause, µs",
            row -> number(row.longestPauseNanos()),
            RunTable::micros,
            Best.NONE),
        new FigureColumn(
            "median", "ns", row -> number(row.p50Nanos()), RunTable::whole, Best.NONE));
  }

  private FigureColumn bytes(String name, Function<ContenderFigures, Double> value, Best best) {
    String unitName = unit == KIB ? "KiB" : "MiB";
    return new FigureColumn(
        name, unitName, value, bytes -> Quantity.significant(bytes / unit), best);
  }

  private FigureColumn moved(String name, Function<ContenderFigures, Double> value) {
    String unitName = unit == KIB ? "KiB moved" : "MiB moved";
    return new FigureColumn(
        name, unitName, value, bytes -> Quantity.significant(bytes / unit), Best.NONE);
  }

  private static String whole(double value) {
    return Quantity.decimals(value, 0);
  }

  private static String micros(double nanos) {
    return Quantity.significant(nanos / 1e3);
  }

  private List<Cell> cells(int row, List<FigureColumn> figures) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(run.contenders().get(row).label()));
    figures.forEach(figure -> cells.add(rows.cell(row, figure)));
    return cells;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Result result : results) {
      aboutOutcome(result, notes);
      if (result.summary().outcome().replayed()) {
        aboutSmallestHeap(result.header(), notes);
      }
    }
    notes.add(aboutColumns());
    timerResolutionNanos().ifPresent(nanos -> notes.add(aboutTimes(nanos)));
    Findings.noise(ranks.noise()).map(FindingWords::of).ifPresent(notes::add);
    notes.add(FigureRows.starInWords("those", results) + aboutLowerBounds());
    return notes;
  }

  private static void aboutOutcome(Result result, List<String> notes) {
    String label = result.header().label();
    switch (result.summary().outcome()) {
      case Outcome.Finished _ -> {}
      case Outcome.OutOfMemory(Stop stop) ->
          notes.add(
              "%s did not finish in %d bytes: %s"
                  .formatted(label, result.header().heapSize(), stop.inWords()));
      case Outcome.Ended(String _, long _, String reason) ->
          notes.add("%s did not finish: %s".formatted(label, reason));
      case Outcome.Refused(String reason) -> notes.add("%s: %s".formatted(label, reason));
      case Outcome.NotTried(String reason) ->
          notes.add("%s was not tried: %s".formatted(label, reason));
    }
  }

  private OptionalLong timerResolutionNanos() {
    return results.stream()
        .flatMap(result -> result.header().environment().stream())
        .mapToLong(Environment::timerResolutionNanos)
        .findFirst();
  }

  private String aboutTimes(long resolutionNanos) {
    return ("throughput: %s of an op, %s; noop is the harness's own share. p99 and worst wait: of a"
            + " request, the timer's overhead taken off, - below its resolution of %d ns.")
        .formatted(clock(), FigureRows.forksInWords(results), resolutionNanos);
  }

  private static String aboutColumns() {
    return "cost: loads and stores of 4 bytes a request. pause: the maximum moved while one request"
        + " waited.";
  }

  private List<Fork> allForks() {
    return results.stream()
        .flatMap(result -> result.summary().timing().stream())
        .flatMap(timing -> timing.forks().stream())
        .toList();
  }

  private String clock() {
    boolean cpu = allForks().stream().allMatch(fork -> fork.clock().equals("thread-cpu"));
    return cpu ? "CPU time" : "wall time";
  }

  private String aboutLowerBounds() {
    List<String> bounds =
        results.stream()
            .map(Result::header)
            .filter(Header::isLowerBound)
            .map(Header::label)
            .sorted()
            .toList();
    return bounds.isEmpty() ? "" : " " + FindingWords.lowerBounds(bounds);
  }

  /** What the column of the smallest heap cannot say. */
  private static void aboutSmallestHeap(Header header, List<String> notes) {
    SmallestHeap smallest = header.smallestHeap();
    if (smallest.bytes().isEmpty() && !smallest.equals(SmallestHeap.NOT_SEARCHED)) {
      notes.add("%s has no smallest heap: %s".formatted(header.label(), smallest.reason()));
    }
    if (smallest.hasLuckier()) {
      long bytes = smallest.lucky().getAsLong();
      notes.add(
          "%s also finishes in %d bytes (%s x peak), but not at every larger size"
              .formatted(
                  header.label(), bytes, Quantity.decimals((double) bytes / header.peakLive(), 2)));
    }
  }

  private double minHeapFactor(ContenderFigures row) {
    return run.peakLive() == 0 ? Double.NaN : number(row.minHeap()) / run.peakLive();
  }
}
