// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rmalloc.replay.result.ContenderFigures;
import org.rmalloc.replay.result.Fragmentation;
import org.rmalloc.replay.result.SpaceFigures;
import org.rmalloc.report.table.QuantityFormatter;
import org.rmalloc.report.table.Table;
import org.rmalloc.report.table.Table.Cell;

/** The scores of a comparison as tables: one of what is timed, one of what is deterministic. */
public final class ComparisonScoreTables {
  private ComparisonScoreTables() {}

  /** Both tables of each application, and over several the geometric means. */
  public static List<Table> of(List<ComparisonScores> scores) {
    List<Table> tables = new ArrayList<>();
    for (ComparisonScores score : scores) {
      if (score.isTimed()) {
        tables.add(speed(score));
      }
      tables.add(space(score));
      if (score.space().stream().anyMatch(row -> row.contender().summary().isPresent())) {
        tables.add(work(score));
      }
    }
    if (scores.size() > 1) {
      tables.add(AllApplicationsTable.of(scores));
    }
    return tables;
  }

  static Table speed(ComparisonScores score) {
    Table.Builder table =
        Table.titled(title(score))
            .figures("rank", "")
            .text("allocator")
            .figures("average", "ns, 95 % interval")
            .figures("ratio", "of means")
            .figures("ratio", "geometric")
            .figures("median", "ns")
            .figures("p99", "ns")
            .figures("slowest", "ns");
    score.speed().forEach(row -> table.row(speedRow(row, score.speed())));
    table.note(
        "ratios to the fastest: of the means, \"same\" where the difference may be chance; and the"
            + " geometric mean over the points. All times include free and out-of-memory"
            + " handling.");
    if (score.speed().stream()
        .anyMatch(row -> row.eligibility() == RankingEligibility.NOT_RANKED)) {
      table.note(
          "no rank in time: a rank needs %s processes of each allocator, on a machine quiet enough."
              .formatted(ForkTimeComparison.MIN_FORKS));
    }
    notes(table, score);
    return table.build();
  }

  /** Whether anybody is behind: among equals none is best. */
  private static boolean hasLosers(List<SpeedRankingRow> rows) {
    return rows.stream().anyMatch(row -> row.rank() > 1);
  }

  private static List<Cell> speedRow(SpeedRankingRow row, List<SpeedRankingRow> rows) {
    Cell rank = rank(row.eligibility(), row.rank());
    Cell name = Cell.of(row.contender().label());
    if (row.figures().isEmpty()) {
      String why = row.eligibility() == RankingEligibility.UNTIMED ? "no times" : "did not finish";
      return cells(rank, name, why, "", "", "", "", "");
    }
    SpeedRankingRow.Figures figures = row.figures().get();
    boolean best = row.rank() == 1 && hasLosers(rows);
    return List.of(
        rank,
        name,
        new Cell(interval(figures.average()), best),
        Cell.of(ratio(figures.meanRatio(), figures.differs() || row.rank() == 0)),
        Cell.of(times(figures.geometricRatio())),
        Cell.of(nanos(figures.median(), figures.resolution())),
        Cell.of(nanos(figures.p99(), figures.resolution())),
        Cell.of(nanos(figures.slowest(), figures.resolution())));
  }

  private static String title(ComparisonScores score) {
    return score.isOfForks()
        ? "%s: time of an op, and of requests".formatted(score.app())
        : "%s: time of a request, %s points".formatted(score.app(), points(score));
  }

  private static String interval(ConfidenceInterval nanos) {
    if (!nanos.isKnown()) {
      return QuantityFormatter.significant(nanos.value());
    }
    return "%s [%s, %s]"
        .formatted(
            QuantityFormatter.significant(nanos.value()),
            QuantityFormatter.significant(nanos.low()),
            QuantityFormatter.significant(nanos.high()));
  }

  /** Where a time is below what the clock shows, that is said in its place. */
  private static String nanos(double nanos, double resolution) {
    return Double.isNaN(nanos) || nanos < resolution
        ? "<" + QuantityFormatter.significant(resolution)
        : QuantityFormatter.significant(nanos);
  }

  private static String ratio(ConfidenceInterval ratio, boolean differs) {
    if (ratio.value() == 1) {
      return "1";
    }
    return differs ? times(ratio.value()) : "same";
  }

  private static String times(double ratio) {
    return QuantityFormatter.decimals(ratio, 2);
  }

  static Table space(ComparisonScores score) {
    Table.Builder table =
        Table.titled(
                "%s: memory, heap of %s"
                    .formatted(score.app(), QuantityFormatter.bytes(score.heapSize())))
            .figures("rank", "")
            .text("allocator")
            .figures("footprint", "peak")
            .figures("ratio", "to best")
            .figures("overhead", "at peak")
            .figures("minimum free", "largest block")
            .figures("outdone by", "% of all")
            .figures("more missing", "% than best");
    score.space().forEach(row -> table.row(spaceRow(row)));
    table.note(
        "outdone by: the share of allocators that could allocate a larger block, on average over"
            + " requests. more missing: how much more of the heap than with the best allocator"
            + " could not be allocated in one piece, as a geometric mean over requests.");
    notes(table, score);
    return table.build();
  }

  private static List<Cell> spaceRow(SpaceRankingRow row) {
    Optional<SpaceFigures> space = row.contender().space();
    boolean best = row.rank() == 1;
    return List.of(
        rank(row.eligibility(), row.rank()),
        Cell.of(row.contender().label()),
        new Cell(
            QuantityFormatter.bytes(row.footprint().orElse(Double.NaN)), best && space.isPresent()),
        Cell.of(times(row.footprintRatio().orElse(Double.NaN))),
        Cell.of(
            QuantityFormatter.bytes(
                space.map(s -> (double) s.peaks().overheadAtFootprint()).orElse(Double.NaN))),
        Cell.of(QuantityFormatter.bytes(row.contender().minimumLargestFree())),
        Cell.of(QuantityFormatter.decimals(row.penaltyCount(), 1)),
        new Cell(QuantityFormatter.decimals(row.penaltyWeighted(), 1), best && space.isEmpty()));
  }

  private static Table work(ComparisonScores score) {
    Table.Builder table =
        Table.titled("%s: work and fragmentation".formatted(score.app()))
            .text("allocator")
            .figures("cost", "per request")
            .figures("oom cost", "per request")
            .figures("compactions", "")
            .figures("moved", "")
            .figures("frag. 1", "%")
            .figures("frag. 2", "%")
            .figures("frag. 3", "%")
            .figures("frag. 4", "%");
    for (SpaceRankingRow row : score.space()) {
      row.contender().space().ifPresent(space -> table.row(workRow(row.contender(), space)));
    }
    table.note(
        "cost: loads and stores of 4 bytes. oom cost: those of out-of-memory handling. frag. 1 to"
            + " 4: fragmentation by the four measures of Johnstone and Wilson (ISMM 1998).");
    return table.build();
  }

  private static List<Cell> workRow(ComparedContender contender, SpaceFigures space) {
    ContenderFigures figures = ContenderFigures.of(contender.result().orElseThrow());
    Fragmentation fragmentation = space.fragmentation();
    return cells(
        Cell.of(contender.label()),
        Cell.of(QuantityFormatter.significant(figures.costPerOp().orElseThrow())),
        QuantityFormatter.significant(figures.oomCostPerOp().orElseThrow()),
        QuantityFormatter.count(space.compactions().count()),
        QuantityFormatter.bytes(space.compactions().bytesMoved()),
        percent(fragmentation.measure1()),
        percent(fragmentation.measure2()),
        percent(fragmentation.measure3()),
        percent(fragmentation.measure4()));
  }

  private static String percent(OptionalDouble share) {
    return QuantityFormatter.decimals(100 * share.orElse(Double.NaN), 1);
  }

  private static Cell rank(RankingEligibility eligibility, int rank) {
    return Cell.of(
        switch (eligibility) {
          case RANKED -> String.valueOf(rank);
          case LOWER_BOUND -> "lower bound";
          case UNTIMED, NOT_RANKED -> QuantityFormatter.NOTHING;
          case DID_NOT_FINISH -> "DNF";
        });
  }

  private static void notes(Table.Builder table, ComparisonScores score) {
    for (ComparedContender contender : score.contenders()) {
      if (!contender.finished()) {
        table.note("%s did not finish (DNF): %s.".formatted(contender.label(), contender.reason()));
      }
    }
  }

  private static String points(ComparisonScores score) {
    return QuantityFormatter.count(score.points());
  }

  private static List<Cell> cells(Cell first, Cell second, String... rest) {
    List<Cell> cells = new ArrayList<>(List.of(first, second));
    List.of(rest).forEach(text -> cells.add(Cell.of(text)));
    return cells;
  }
}
