// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.run;

import static org.rmalloc.report.column.MetricColumn.number;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.rmalloc.replay.result.AllocStatsHeader;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.ContendersSummary;
import org.rmalloc.replay.result.ForkTimeSummary;
import org.rmalloc.replay.result.ReplayOutcome;
import org.rmalloc.replay.result.SmallestHeapResult;
import org.rmalloc.replay.result.TimingEnvironment;
import org.rmalloc.replay.result.TrialResult;
import org.rmalloc.replay.result.UnmetRequest;
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
 * A run as a table: deterministic figures to the left, times to the right, the best of a column
 * marked among the contenders that finished and are ranked.
 */
public final class RunTable {
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;
  private static final long IN_MIB_FROM = 64 << 20; // so that columns stay narrow

  private final List<TrialResult> results;
  private final ContendersSummary run;
  private final TimeRanks ranks;
  private final ContenderTableRows rows;
  private final double unit;

  private RunTable(List<TrialResult> results) {
    this.results = results;
    run = ContendersSummary.of(results, List.of());
    ranks = TimeRanks.of(results);
    rows = new ContenderTableRows(run.contenders(), ranks, ContenderFigures::isRanked);
    unit = run.peakLive() < IN_MIB_FROM ? KIB : MIB;
  }

  /**
   * The table of a run: what a choice needs.
   *
   * @param results at least one, all of one trace and setting
   */
  public static Table of(List<TrialResult> results) {
    RunTable run = new RunTable(results);
    Table.Builder table = run.table(run.title(), run.figures());
    run.notes().forEach(table::note);
    return table.build();
  }

  /** The columns that {@link #of} leaves out, as a table of their own. */
  public static Table rest(List<TrialResult> results) {
    RunTable run = new RunTable(results);
    return run.table(run.run.trace() + ": further figures", run.rest()).build();
  }

  private Table.Builder table(String title, List<MetricColumn> figures) {
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
            QuantityFormatter.count(run.requests()),
            QuantityFormatter.bytes(run.peakLive()),
            QuantityFormatter.count(run.peakLive()),
            run.heap(),
            run.locks());
  }

  private List<MetricColumn> figures() {
    List<MetricColumn> figures = new ArrayList<>(space());
    if (timerResolutionNanos().isPresent()) {
      figures.addAll(time());
    }
    figures.add(moved("pause", row -> number(row.pauseBytes())));
    return figures;
  }

  private List<MetricColumn> rest() {
    List<MetricColumn> figures = new ArrayList<>(spaceRest());
    if (timerResolutionNanos().isPresent()) {
      figures.addAll(timeRest());
    }
    return figures;
  }

  private List<MetricColumn> space() {
    return List.of(
        new MetricColumn(
            "smallest", "heap, B", row -> number(row.minHeap()), RunTable::whole, Best.SMALLEST),
        new MetricColumn(
            "",
            "x peak",
            this::minHeapFactor,
            value -> QuantityFormatter.decimals(value, 2),
            Best.NONE),
        bytes("footprint", row -> number(row.footprint()), Best.SMALLEST),
        new MetricColumn(
            "cost",
            "/request",
            row -> number(row.costPerOp()),
            QuantityFormatter::significant,
            Best.SMALLEST));
  }

  private static List<MetricColumn> time() {
    return List.of(
        new MetricColumn(
            "throughput",
            "ns/op",
            row -> number(row.throughputNanos()),
            QuantityFormatter::significant,
            Best.SHORTEST_TIME),
        new MetricColumn("p99", "ns", row -> number(row.p99Nanos()), RunTable::whole, Best.NONE),
        new MetricColumn(
            "worst",
            "wait, µs",
            row -> number(row.maxNanos()),
            RunTable::micros,
            Best.SHORTEST_WAIT));
  }

  private List<MetricColumn> spaceRest() {
    return List.of(
        bytes("overhead", row -> number(row.overhead()), Best.SMALLEST),
        new MetricColumn(
            "compactions", "", row -> number(row.compactions()), RunTable::whole, Best.NONE),
        moved("moved", row -> number(row.bytesMoved())));
  }

  private static List<MetricColumn> timeRest() {
    return List.of(
        new MetricColumn(
            "longest",
            "pause, µs",
            row -> number(row.longestPauseNanos()),
            RunTable::micros,
            Best.NONE),
        new MetricColumn(
            "median", "ns", row -> number(row.p50Nanos()), RunTable::whole, Best.NONE));
  }

  private MetricColumn bytes(String name, Function<ContenderFigures, Double> value, Best best) {
    String unitName = unit == KIB ? "KiB" : "MiB";
    return new MetricColumn(
        name, unitName, value, bytes -> QuantityFormatter.significant(bytes / unit), best);
  }

  private MetricColumn moved(String name, Function<ContenderFigures, Double> value) {
    String unitName = unit == KIB ? "KiB moved" : "MiB moved";
    return new MetricColumn(
        name, unitName, value, bytes -> QuantityFormatter.significant(bytes / unit), Best.NONE);
  }

  private static String whole(double value) {
    return QuantityFormatter.decimals(value, 0);
  }

  private static String micros(double nanos) {
    return QuantityFormatter.significant(nanos / 1e3);
  }

  private List<Cell> cells(int row, List<MetricColumn> figures) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(run.contenders().get(row).label()));
    figures.forEach(figure -> cells.add(rows.cell(row, figure)));
    return cells;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (TrialResult result : results) {
      aboutOutcome(result, notes);
      if (result.summary().outcome().replayed()) {
        aboutSmallestHeap(result.header(), notes);
      }
    }
    notes.add(aboutColumns());
    timerResolutionNanos().ifPresent(nanos -> notes.add(aboutTimes(nanos)));
    ComparisonFindingFinder.noise(ranks.noise()).map(FindingWords::of).ifPresent(notes::add);
    notes.add(ContenderTableRows.starInWords("those", results) + aboutLowerBounds());
    return notes;
  }

  private static void aboutOutcome(TrialResult result, List<String> notes) {
    String label = result.header().label();
    switch (result.summary().outcome()) {
      case ReplayOutcome.Finished _ -> {}
      case ReplayOutcome.OutOfMemory(UnmetRequest stop) ->
          notes.add(
              "%s did not finish in %d bytes: %s"
                  .formatted(label, result.header().heapSize(), stop.inWords()));
      case ReplayOutcome.Ended(String _, long _, String reason) ->
          notes.add("%s did not finish: %s".formatted(label, reason));
      case ReplayOutcome.Refused(String reason) -> notes.add("%s: %s".formatted(label, reason));
      case ReplayOutcome.NotTried(String reason) ->
          notes.add("%s was not tried: %s".formatted(label, reason));
    }
  }

  private OptionalLong timerResolutionNanos() {
    return results.stream()
        .flatMap(result -> result.header().environment().stream())
        .mapToLong(TimingEnvironment::timerResolutionNanos)
        .findFirst();
  }

  private String aboutTimes(long resolutionNanos) {
    return ("throughput: %s of an op, %s; noop is the harness's own share. p99 and worst wait: of a"
            + " request, the timer's overhead taken off, - below its resolution of %d ns.")
        .formatted(clock(), ContenderTableRows.forksInWords(results), resolutionNanos);
  }

  private static String aboutColumns() {
    return "cost: loads and stores of 4 bytes a request. pause: the maximum moved while one request"
        + " waited.";
  }

  private List<ForkTimeSummary> allForks() {
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
            .map(TrialResult::header)
            .filter(AllocStatsHeader::isLowerBound)
            .map(AllocStatsHeader::label)
            .sorted()
            .toList();
    return bounds.isEmpty() ? "" : " " + FindingWords.lowerBounds(bounds);
  }

  /** What the column of the smallest heap cannot say. */
  private static void aboutSmallestHeap(AllocStatsHeader header, List<String> notes) {
    SmallestHeapResult smallest = header.smallestHeap();
    if (smallest.bytes().isEmpty() && !smallest.equals(SmallestHeapResult.NOT_SEARCHED)) {
      notes.add("%s has no smallest heap: %s".formatted(header.label(), smallest.reason()));
    }
    if (smallest.hasLuckier()) {
      long bytes = smallest.lucky().getAsLong();
      notes.add(
          "%s also finishes in %d bytes (%s x peak), but not at every larger size"
              .formatted(
                  header.label(),
                  bytes,
                  QuantityFormatter.decimals((double) bytes / header.peakLive(), 2)));
    }
  }

  private double minHeapFactor(ContenderFigures row) {
    return run.peakLive() == 0 ? Double.NaN : number(row.minHeap()) / run.peakLive();
  }
}
