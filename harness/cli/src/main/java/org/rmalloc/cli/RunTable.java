package org.rmalloc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.rmalloc.replay.RunResult;
import org.rmalloc.replay.RunRow;
import org.rmalloc.replay.heapsize.MinHeapSearch;
import org.rmalloc.report.table.Quantity;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;

/**
 * A run as a table: deterministic figures to the left, times to the right, the best of a column
 * marked among the allocators that finished and are no mere bounds.
 */
final class RunTable {
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;
  private static final long IN_MIB_FROM = 64 << 20; // so that columns stay narrow

  private final RunResult result;
  private final Set<String> bounds;
  private final double unit;

  /**
   * The table of a run.
   *
   * @param bounds names of those that are no candidates, {@code optimal} say
   */
  RunTable(RunResult result, Set<String> bounds) {
    this.result = result;
    this.bounds = bounds;
    unit = result.peakLive() < IN_MIB_FROM ? KIB : MIB;
  }

  Table table() {
    List<Figure> figures = figures();
    Table.Builder table = Table.titled(title()).text("allocator");
    figures.forEach(figure -> table.figures(figure.name(), figure.unit()));
    for (RunRow row : result.allocators()) {
      table.row(cells(row, figures));
    }
    notes().forEach(table::note);
    return table.build();
  }

  private String title() {
    return "%s: %s requests, peak of live bytes %s (%s B), heap %s, locks %s"
        .formatted(
            result.trace(),
            Quantity.count(result.requests()),
            Quantity.bytes(result.peakLive()),
            Quantity.count(result.peakLive()),
            result.heap(),
            result.locks());
  }

  /**
   * A column.
   *
   * @param value NaN where there is nothing to say
   */
  private record Figure(
      String name,
      String unit,
      Function<RunRow, Double> value,
      Function<Double, String> text,
      boolean hasBest) {}

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(deterministicFigures());
    if (result.timerResolutionNanos().isPresent()) {
      figures.addAll(timedFigures());
    }
    return figures;
  }

  private List<Figure> deterministicFigures() {
    String bytes = unit == KIB ? "KiB" : "MiB";
    Function<Double, String> whole = value -> Quantity.decimals(value, 0);
    Function<Double, String> inUnit = value -> Quantity.significant(value / unit);
    return List.of(
        new Figure("min heap", "B", row -> number(row.minHeap()), whole, true),
        new Figure("", "x peak", this::minHeapFactor, value -> Quantity.decimals(value, 2), false),
        new Figure("footpr.", bytes, row -> number(row.footprint()), inUnit, true),
        new Figure("overh.", bytes, row -> number(row.overhead()), inUnit, true),
        new Figure("comp.", "", row -> number(row.compactions()), whole, false),
        new Figure("moved", bytes, row -> number(row.bytesMoved()), inUnit, false),
        new Figure("cost", "/op", row -> number(row.costPerOp()), Quantity::significant, true));
  }

  private static List<Figure> timedFigures() {
    Function<Double, String> whole = value -> Quantity.decimals(value, 0);
    return List.of(
        new Figure("pause", "µs", row -> number(row.longestPauseNanos()), RunTable::micros, false),
        new Figure("p50", "ns", row -> number(row.p50Nanos()), whole, true),
        new Figure("p99", "ns", row -> number(row.p99Nanos()), whole, true),
        new Figure("max", "µs", row -> number(row.maxNanos()), RunTable::micros, true),
        new Figure(
            "time", "ns/op", row -> number(row.throughputNanos()), Quantity::significant, true));
  }

  private static String micros(double nanos) {
    return Quantity.significant(nanos / 1e3);
  }

  private List<Cell> cells(RunRow row, List<Figure> figures) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(row.name()));
    for (Figure figure : figures) {
      double value = figure.value().apply(row);
      cells.add(new Cell(figure.text().apply(value), isBest(row, figure)));
    }
    return cells;
  }

  private boolean isBest(RunRow row, Figure figure) {
    return figure.hasBest()
        && isCandidate(row)
        && figure.value().apply(row)
            == result.allocators().stream()
                .filter(this::isCandidate)
                .mapToDouble(figure.value()::apply)
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);
  }

  private boolean isCandidate(RunRow row) {
    return row.finished() && !bounds.contains(row.name()) && row.footprint().isPresent();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (RunRow row : result.allocators()) {
      row.stop()
          .ifPresent(
              stop ->
                  notes.add(
                      "%s did not finish in %d bytes: %s"
                          .formatted(row.name(), row.heapSize(), stop.inWords())));
      aboutSmallestHeap(row, notes);
    }
    result.timerResolutionNanos().ifPresent(nanos -> notes.add(aboutTimes(nanos)));
    notes.add("* best of those that finished" + (bounds.isEmpty() ? "." : "; " + aboutBounds()));
    return notes;
  }

  private static String aboutTimes(long resolutionNanos) {
    return ("times: p50, p99, max per request, the timer's overhead taken off, - where below its"
            + " resolution of %d ns; time: per op over whole passes, noop the harness's own share")
        .formatted(resolutionNanos);
  }

  private String aboutBounds() {
    return String.join(", ", bounds.stream().sorted().toList()) + " is a bound, no candidate.";
  }

  /** What the column of the smallest heap can't say. */
  private void aboutSmallestHeap(RunRow row, List<String> notes) {
    if (row.footprint().isEmpty()) {
      return; // places nothing
    }
    if (row.minHeapLucky().isEmpty()) {
      notes.add(
          "%s: no heap of up to %d x peak will do"
              .formatted(row.name(), MinHeapSearch.LARGEST_FACTOR));
    } else if (!row.minHeapLucky().equals(row.minHeap())) {
      notes.add(
          "%s: %d bytes (%s x peak) happen to do%s, though some larger heaps do not"
              .formatted(
                  row.name(),
                  row.minHeapLucky().getAsLong(),
                  Quantity.decimals(factor(row.minHeapLucky()), 2),
                  row.minHeap().isPresent() ? " as well" : ""));
    }
  }

  private double minHeapFactor(RunRow row) {
    return factor(row.minHeap());
  }

  private double factor(OptionalLong bytes) {
    return number(bytes) / result.peakLive();
  }

  private static double number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  private static double number(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }
}
