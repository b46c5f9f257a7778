// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tables of what was published, and of what the scoring of 2014 makes of today's data. */
final class ScoredTables {
  private final Inputs in;

  ScoredTables(Inputs in) {
    this.in = in;
  }

  PaperTable published() {
    return PaperTables.table(
        "What was published of two programs. 2014: the place in its two tables, which come from the"
            + " order of the files where values are equal. Sound: mean time of one process, without"
            + " rank; rank in memory; by how much more of the heap than with the best could not be"
            + " allocated in one piece, geometric mean.",
        2,
        List.of(
            "program",
            "allocator",
            "2014: speed",
            "space",
            "sound: ns",
            "rank in memory",
            "more missing"),
        in.published().files(),
        ScoredTables::published);
  }

  private static List<String> published(TsvTable.Row row) {
    return List.of(
        row.text("app"),
        row.text("allocator"),
        row.text("place_speed_2014"),
        row.text("place_space_2014"),
        row.has("average_ns") ? Format.count(row.number("average_ns")) : "did not finish",
        row.has("rank_memory") ? row.text("rank_memory") : Format.NOTHING,
        row.has("missing_percent")
            ? Format.percent(row.number("missing_percent") / 100)
            : Format.NOTHING);
  }

  /** The overall ranking of 2014: mean places over the programs. */
  PaperTable ranking() {
    List<String> drivers =
        in.scored2014().rows().stream()
            .filter(row -> row.is("table", "speed") && row.has("mean_place"))
            .sorted(Comparator.comparingDouble(row -> row.number("mean_place")))
            .map(row -> row.text("driver"))
            .distinct()
            .toList();
    return PaperTables.table(
        "The overall ranking as the tool of 2014 makes it: mean places over "
            + in.scored2014().values("app").size()
            + " programs. Malloc libraries, whose pages are no arena, are left out.",
        1,
        List.of("allocator", "speed", "space"),
        drivers,
        driver -> List.of(driver, place("speed", driver), place("space", driver)));
  }

  private String place(String table, String driver) {
    return in.scored2014().where(row -> row.is("table", table) && row.is("driver", driver)).stream()
        .filter(row -> row.has("mean_place"))
        .findFirst()
        .map(row -> Format.decimals(row.number("mean_place"), 2))
        .orElse(Format.NOTHING);
  }

  /** The two tables of 2014 of a program, side by side. */
  PaperTable program(String program) {
    return PaperTables.table(
        program
            + ", scored as in 2014, hence without intervals: penalty (c), best, worst and average"
            + " time of an allocation; penalty (c), best and worst in space. "
            + in.environment("cpu")
            + ".",
        1,
        List.of(
            "allocator",
            "speed: penalty",
            "best",
            "worst",
            "average, ns",
            "space: penalty",
            "best",
            "worst"),
        in.scored2014().where(row -> row.is("app", program) && row.is("table", "speed")),
        this::program);
  }

  private List<String> program(TsvTable.Row speed) {
    List<String> cells = new ArrayList<>(List.of(speed.text("driver")));
    cells.addAll(percents(List.of(speed)));
    cells.add(Format.count(speed.number("average")));
    cells.addAll(
        percents(
            in.scored2014()
                .where(
                    row ->
                        row.is("app", speed.text("app"))
                            && row.is("table", "space")
                            && row.is("driver", speed.text("driver")))));
    return cells;
  }

  /** Penalty, best and worst of the first row; dashes where there is none. */
  private static List<String> percents(List<TsvTable.Row> rows) {
    return List.of("penalty_count", "best", "worst").stream()
        .map(
            column ->
                rows.isEmpty()
                    ? Format.NOTHING
                    : Format.percent(rows.getFirst().number(column) / 100))
        .toList();
  }
}
