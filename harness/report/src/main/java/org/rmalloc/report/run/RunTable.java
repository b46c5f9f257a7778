package org.rmalloc.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.finding.Findings;
import org.rmalloc.report.sound.ForkComparison;
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
  private final double unit;

  private RunTable(List<Result> results) {
    this.results = results;
    run = RunSummary.of(results, List.of());
    ranks = TimeRanks.of(results);
    unit = run.peakLive() < IN_MIB_FROM ? KIB : MIB;
  }

  /**
   * The table of a run.
   *
   * @param results at least one, all of one trace and setting
   */
  public static Table of(List<Result> results) {
    return new RunTable(results).table();
  }

  private Table table() {
    List<Figure> figures = figures();
    Table.Builder table = Table.titled(title()).text("allocator");
    figures.forEach(figure -> table.figures(figure.name(), figure.unit()));
    for (ContenderFigures row : run.contenders()) {
      table.row(cells(row, figures));
    }
    notes().forEach(table::note);
    return table.build();
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
    List<Figure> figures = new ArrayList<>(deterministicFigures());
    if (timerResolutionNanos().isPresent()) {
      figures.addAll(timedFigures());
    }
    return figures;
  }

  private List<Figure> deterministicFigures() {
    String bytes = unit == KIB ? "KiB" : "MiB";
    Function<Double, String> whole = value -> Quantity.decimals(value, 0);
    Function<Double, String> inUnit = value -> Quantity.significant(value / unit);
    return List.of(
        new Figure("min heap", "B", row -> number(row.minHeap()), whole, Best.SMALLEST),
        new Figure(
            "", "x peak", this::minHeapFactor, value -> Quantity.decimals(value, 2), Best.NONE),
        new Figure("footpr.", bytes, row -> number(row.footprint()), inUnit, Best.SMALLEST),
        new Figure("overh.", bytes, row -> number(row.overhead()), inUnit, Best.SMALLEST),
        new Figure("comp.", "", row -> number(row.compactions()), whole, Best.NONE),
        new Figure("moved", bytes, row -> number(row.bytesMoved()), inUnit, Best.NONE),
        new Figure(
            "cost", "/op", row -> number(row.costPerOp()), Quantity::significant, Best.SMALLEST));
  }

  private static List<Figure> timedFigures() {
    Function<Double, String> whole = value -> Quantity.decimals(value, 0);
    return List.of(
        new Figure(
            "pause", "µs", row -> number(row.longestPauseNanos()), RunTable::micros, Best.NONE),
        new Figure("p50", "ns", row -> number(row.p50Nanos()), whole, Best.NONE),
        new Figure("p99", "ns", row -> number(row.p99Nanos()), whole, Best.NONE),
        new Figure(
            "max", "µs", row -> number(row.maxNanos()), RunTable::micros, Best.SHORTEST_WAIT),
        new Figure(
            "time",
            "ns/op",
            row -> number(row.throughputNanos()),
            Quantity::significant,
            Best.SHORTEST_TIME));
  }

  private static String micros(double nanos) {
    return Quantity.significant(nanos / 1e3);
  }

  private List<Cell> cells(ContenderFigures row, List<Figure> figures) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(row.label()));
    for (Figure figure : figures) {
      double value = figure.value().apply(row);
      cells.add(new Cell(figure.text().apply(value), isBest(row, figure)));
    }
    return cells;
  }

  private boolean isBest(ContenderFigures row, Figure figure) {
    int index = run.contenders().indexOf(row);
    return row.isRanked()
        && switch (figure.best()) {
          case NONE -> false;
          case SMALLEST -> figure.value().apply(row) == smallest(figure);
          case SHORTEST_TIME -> ranks.isBest(index);
          case SHORTEST_WAIT -> ranks.hasShortestWait(index);
        };
  }

  private double smallest(Figure figure) {
    return run.contenders().stream()
        .filter(ContenderFigures::isRanked)
        .mapToDouble(figure.value()::apply)
        .filter(value -> !Double.isNaN(value))
        .min()
        .orElse(Double.NaN);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Result result : results) {
      aboutOutcome(result, notes);
      if (result.summary().outcome().replayed()) {
        aboutSmallestHeap(result.header(), notes);
      }
    }
    timerResolutionNanos().ifPresent(nanos -> notes.add(aboutTimes(nanos)));
    Findings.noise(ranks.noise()).map(FindingWords::of).ifPresent(notes::add);
    String time = timerResolutionNanos().isPresent() ? ", in time beyond chance" : "";
    notes.add("* best of those that finished" + time + "." + aboutLowerBounds());
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
    return ("times: p50, p99, max per request, the timer's overhead taken off, - where below its"
            + " resolution of %d ns; time: %s per op, %s, noop the harness's own share")
        .formatted(resolutionNanos, clock(), forks());
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

  private String forks() {
    int forks =
        results.stream()
            .flatMap(result -> result.summary().timing().stream())
            .mapToInt(timing -> timing.forks().size())
            .max()
            .orElse(0);
    return forks < ForkComparison.MIN_FORKS
        ? "%d fork%s, too few for a rank".formatted(forks, forks == 1 ? "" : "s")
        : "mean of %d forks".formatted(forks);
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
          "%s also finishes in %d bytes (%s x peak), but not in every larger heap"
              .formatted(
                  header.label(), bytes, Quantity.decimals((double) bytes / header.peakLive(), 2)));
    }
  }

  private double minHeapFactor(ContenderFigures row) {
    return run.peakLive() == 0 ? Double.NaN : number(row.minHeap()) / run.peakLive();
  }

  private static double number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  private static double number(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }
}
