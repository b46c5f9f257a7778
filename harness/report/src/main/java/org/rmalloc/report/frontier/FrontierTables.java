// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.frontier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rmalloc.replay.frontier.FrontierCurve;
import org.rmalloc.replay.frontier.FrontierPoint;
import org.rmalloc.replay.frontier.RelocationFrontier;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;

/** A frontier as tables: for people one a relocating contender, for programs one of all points. */
public final class FrontierTables {
  private static final double PERCENT = 100;
  private static final int HEAP_COLUMNS = 2;

  private FrontierTables() {}

  /** A table for each contender that moves blocks, and one of those that do not. */
  public static List<Table> of(RelocationFrontier frontier) {
    return of(frontier, ContenderFrontierByLocks.of(frontier));
  }

  /** That of the contender that needs the smallest heap, and one of those that do not move. */
  public static List<Table> ofAnswer(RelocationFrontier frontier) {
    Optional<String> best =
        RelocatingAllocatorBenefit.of(frontier)
            .moving()
            .map(RelocatingAllocatorBenefit.Need::label);
    return of(
        frontier,
        ContenderFrontierByLocks.of(frontier).stream()
            .filter(band -> best.equals(Optional.of(band.label())))
            .toList());
  }

  private static List<Table> of(RelocationFrontier frontier, List<ContenderFrontierByLocks> bands) {
    List<Table> tables = new ArrayList<>();
    bands.forEach(band -> tables.add(moving(frontier, band)));
    if (frontier.still().findAny().isPresent()) {
      tables.add(still(frontier));
    }
    return tables;
  }

  private static Table moving(RelocationFrontier frontier, ContenderFrontierByLocks band) {
    Table.Builder table =
        Table.titled("%s: what moves for how small a heap".formatted(band.label()))
            .figures("heap", "x peak")
            .figures("heap", "B")
            .figures("moved", "% of allocated")
            .figures("c", "")
            .figures("longest", "KiB")
            .figures("cost", "/request")
            .figures("finished", "");
    List<List<Cell>> rows =
        band.usual().points().stream().map(point -> movingRow(frontier, band, point)).toList();
    distinct(rows).forEach(table::row);
    return table
        .note(
            "Figures assume locks %s; in brackets are the minimum and the maximum over %s."
                .formatted(
                    band.usual().locks(),
                    band.curves().stream()
                        .map(FrontierCurve::locks)
                        .collect(Collectors.joining("; "))))
        .note(
            "c = bytes allocated / bytes moved (Bendersky and Petrank, POPL 2011). longest: the"
                + " maximum of bytes moved while one request waited. finished: with how many of the"
                + " kinds of locks the trace finished in that heap. Rows between two equal rows are"
                + " left out.")
        .build();
  }

  private static List<Cell> movingRow(
      RelocationFrontier frontier, ContenderFrontierByLocks band, FrontierPoint point) {
    return row(
        QuantityFormatter.decimals(frontier.inPeaks(point.heapBytes()), 2),
        Long.toString(point.heapBytes()),
        ranged(
            band,
            point,
            figures -> PERCENT * frontier.movedShare(figures),
            QuantityFormatter::significant),
        point
            .figures()
            .map(figures -> quotient(frontier, figures))
            .orElse(QuantityFormatter.NOTHING),
        ranged(
            band, point, figures -> figures.pauseBytes() / 1024.0, QuantityFormatter::significant),
        ranged(band, point, frontier::costPerRequest, QuantityFormatter::significant),
        band.inWords(point.heap()));
  }

  private static List<Cell> row(String... cells) {
    return Stream.of(cells).map(Cell::of).toList();
  }

  /** Leaves out rows that say of a heap what the rows before and after say of theirs. */
  private static List<List<Cell>> distinct(List<List<Cell>> rows) {
    List<List<Cell>> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean inside = i > 0 && i < rows.size() - 1;
      if (!inside || !says(rows.get(i), rows.get(i - 1)) || !says(rows.get(i), rows.get(i + 1))) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }

  private static boolean says(List<Cell> row, List<Cell> other) {
    return row.subList(HEAP_COLUMNS, row.size()).equals(other.subList(HEAP_COLUMNS, row.size()));
  }

  /** A figure and its range, where locks make a difference. */
  private static String ranged(
      ContenderFrontierByLocks band,
      FrontierPoint point,
      ToDoubleFunction<FrontierPoint.Figures> figure,
      DoubleFunction<String> text) {
    ContenderFrontierByLocks.Range range = band.range(point.heap(), figure);
    String usual = text.apply(range.usual());
    return range.isWide() || (Double.isNaN(range.usual()) && !Double.isNaN(range.low()))
        ? "%s [%s..%s]".formatted(usual, text.apply(range.low()), text.apply(range.high()))
        : usual;
  }

  private static String quotient(RelocationFrontier frontier, FrontierPoint.Figures figures) {
    return figures.bytesMoved() == 0
        ? QuantityFormatter.NOTHING
        : QuantityFormatter.significant((double) frontier.allocatedBytes() / figures.bytesMoved());
  }

  private static Table still(RelocationFrontier frontier) {
    Table.Builder table =
        Table.titled("Without moving a block")
            .text("allocator")
            .figures("min heap", "B")
            .figures("min heap", "x peak")
            .figures("cost", "/request");
    frontier.still().forEach(curve -> table.row(stillRow(frontier, curve)));
    return table.build();
  }

  private static String[] stillRow(RelocationFrontier frontier, FrontierCurve curve) {
    Optional<FrontierPoint> point = curve.smallestPoint();
    String name = curve.isLowerBound() ? curve.label() + " (lower bound)" : curve.label();
    return new String[] {
      name,
      point.map(at -> Long.toString(at.heapBytes())).orElse(QuantityFormatter.NOTHING),
      point
          .map(at -> QuantityFormatter.decimals(frontier.inPeaks(at.heapBytes()), 2))
          .orElse(QuantityFormatter.NOTHING),
      point
          .flatMap(FrontierPoint::figures)
          .map(figures -> QuantityFormatter.significant(frontier.costPerRequest(figures)))
          .orElse(QuantityFormatter.NOTHING)
    };
  }

  /** Every point as one row of plain figures; what there is nothing to say about is empty. */
  public static Table points(RelocationFrontier frontier) {
    Table.Builder table =
        Table.titled(frontier.trace())
            .text("trace")
            .text("label")
            .text("name")
            .text("relocates")
            .text("bound")
            .text("locks")
            .text("usual")
            .text("heap")
            .figures("heap_bytes", "")
            .figures("heap_per_peak", "")
            .text("outcome")
            .figures("footprint", "")
            .figures("oom_calls", "")
            .figures("bytes_moved", "")
            .figures("moved_per_allocated", "")
            .figures("pause_bytes", "")
            .figures("cost_per_op", "")
            .figures("oom_cost_per_op", "");
    for (FrontierCurve curve : frontier.curves()) {
      for (FrontierPoint point : curve.points()) {
        table.row(cells(frontier, curve, point));
      }
    }
    return table.build();
  }

  private static String[] cells(
      RelocationFrontier frontier, FrontierCurve curve, FrontierPoint point) {
    Optional<FrontierPoint.Figures> figures = point.figures();
    return new String[] {
      frontier.trace(),
      curve.label(),
      curve.name(),
      Boolean.toString(curve.relocates()),
      Boolean.toString(curve.isLowerBound()),
      curve.locks(),
      Boolean.toString(curve.usual()),
      point.heap(),
      Long.toString(point.heapBytes()),
      Double.toString(frontier.inPeaks(point.heapBytes())),
      point.outcome().word(),
      number(figures, FrontierPoint.Figures::footprint),
      number(figures, FrontierPoint.Figures::reliefs),
      number(figures, FrontierPoint.Figures::bytesMoved),
      figures.map(one -> Double.toString(frontier.movedShare(one))).orElse(""),
      number(figures, FrontierPoint.Figures::pauseBytes),
      figures.map(one -> Double.toString((double) one.cost() / frontier.requests())).orElse(""),
      figures.map(one -> Double.toString((double) one.oomCost() / frontier.requests())).orElse("")
    };
  }

  private static String number(
      Optional<FrontierPoint.Figures> figures, ToLongFunction<FrontierPoint.Figures> figure) {
    return figures.map(one -> Long.toString(figure.applyAsLong(one))).orElse("");
  }
}
