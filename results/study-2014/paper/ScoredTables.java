// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables of what is timed, of malloc libraries, and of what was published. */
final class ScoredTables {
  private final Inputs in;

  ScoredTables(Inputs in) {
    this.in = in;
  }

  PaperTable named(String name) {
    if (name.startsWith("2014 ")) {
      return program(name.substring("2014 ".length()));
    }
    return switch (name) {
      case "published" -> published();
      case "ranking" -> ranking();
      case "times" -> times();
      case "libraries" -> libraries();
      case "prediction" -> prediction();
      default -> throw new PaperException("no table is named '" + name + "'");
    };
  }

  private PaperTable published() {
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
        in.published().rows(),
        row ->
            List.of(
                row.text("app"),
                row.text("allocator"),
                row.text("place_speed_2014"),
                row.text("place_space_2014"),
                row.has("average_ns") ? Format.count(row.number("average_ns")) : "did not finish",
                row.has("rank_memory") ? row.text("rank_memory") : Format.NOTHING,
                row.has("missing_percent")
                    ? Format.percent(row.number("missing_percent") / 100)
                    : Format.NOTHING));
  }

  /** The overall ranking of 2014: mean places over the programs. */
  private PaperTable ranking() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    in.scored2014().rows().stream()
        .filter(row -> row.is("table", "speed") && row.has("mean_place"))
        .sorted(Comparator.comparingDouble(row -> row.number("mean_place")))
        .forEach(
            row ->
                rows.putIfAbsent(
                    row.text("driver"),
                    List.of(
                        row.text("driver"),
                        place("speed", row.text("driver")),
                        place("space", row.text("driver")))));
    return new PaperTable(
        "The overall ranking as the tool of 2014 makes it: mean places over "
            + in.scored2014().values("app").size()
            + " programs. Malloc libraries, whose pages are no arena, are left out.",
        1,
        List.of("allocator", "speed", "space"),
        List.copyOf(rows.values()));
  }

  private String place(String table, String driver) {
    return in.scored2014().where(row -> row.is("table", table) && row.is("driver", driver)).stream()
        .filter(row -> row.has("mean_place"))
        .findFirst()
        .map(row -> Format.decimals(row.number("mean_place"), 2))
        .orElse(Format.NOTHING);
  }

  /** The two tables of 2014 of a program, side by side. */
  private PaperTable program(String program) {
    return PaperTables.table(
        program
            + ", scored as in 2014: penalty (c), best, worst and average time of an allocation;"
            + " penalty (c), best and worst in space.",
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
        row -> {
          List<String> cells = new ArrayList<>(List.of(row.text("driver")));
          for (String column : List.of("penalty_count", "best", "worst")) {
            cells.add(Format.percent(row.number(column) / 100));
          }
          cells.add(Format.count(row.number("average")));
          List<TsvTable.Row> space =
              in.scored2014()
                  .where(
                      one ->
                          one.is("app", program)
                              && one.is("table", "space")
                              && one.is("driver", row.text("driver")));
          for (String column : List.of("penalty_count", "best", "worst")) {
            cells.add(
                space.isEmpty()
                    ? Format.NOTHING
                    : Format.percent(space.getFirst().number(column) / 100));
          }
          return cells;
        });
  }

  private PaperTable times() {
    List<String> programs = in.times().programs();
    List<String> heading = new ArrayList<>(List.of("allocator"));
    heading.addAll(programs);
    return PaperTables.table(
        "Mean time of an op in ns with its 95 % interval, "
            + Format.heap(Names.AMPLE)
            + " the peak, no locks; * not slower than the fastest beyond chance.",
        1,
        heading,
        in.times().allocators(),
        contender -> {
          List<String> row = new ArrayList<>(List.of(contender));
          for (String program : programs) {
            row.add(time(in.times().at(program, contender)));
          }
          return row;
        });
  }

  private static String time(TsvTable.Row row) {
    if (!row.has("average")) {
      return "did not finish";
    }
    return "%s%s [%s, %s]"
        .formatted(
            row.is("differs", "true") ? "" : "*",
            Format.decimals(row.number("average"), 1),
            Format.decimals(row.number("average_low"), 1),
            Format.decimals(row.number("average_high"), 1));
  }

  List<String> libraryNames() {
    return in.timed().where(row -> row.is("kind", "native")).stream()
        .map(row -> row.text("contender"))
        .distinct()
        .toList();
  }

  private PaperTable libraries() {
    List<String> libraries = libraryNames();
    List<String> heading = new ArrayList<>(List.of("recording", "peak, KiB"));
    heading.addAll(libraries);
    return PaperTables.table(
        "Malloc libraries of this machine: resident pages at the peak over peak live bytes. Pages"
            + " of a process are never to be ranked against an arena.",
        1,
        heading,
        in.timed().values("trace"),
        recording -> {
          List<TsvTable.Row> trials = in.timed().where(row -> row.is("trace", recording));
          List<String> row =
              new ArrayList<>(
                  List.of(recording, Format.kib(trials.getFirst().number("peak_live"))));
          for (String library : libraries) {
            TsvTable.Row trial =
                trials.stream()
                    .filter(one -> one.is("contender", library))
                    .findFirst()
                    .orElseThrow();
            row.add(
                trial.has("resident_peak")
                    ? Format.ratio(trial.number("resident_peak") / trial.number("peak_live"))
                    : Format.NOTHING);
          }
          return row;
        });
  }

  private PaperTable prediction() {
    return PaperTables.table(
        "Predicted and real peak resident memory, the median of the real runs and their range;"
            + " predicted and real processor time more than under "
            + Names.REFERENCE
            + ", whose own peak is no prediction.",
        2,
        List.of(
            "program",
            "library",
            "runs",
            "predicted, KiB",
            "real, KiB",
            "ratio",
            "predicted, ms more",
            "real, ms more"),
        in.prediction().map(TsvTable::rows).orElse(List.of()),
        row ->
            List.of(
                row.text("program"),
                row.text("library"),
                row.text("runs"),
                Format.kib(row.number("predicted_peak_rss")),
                "%s [%s, %s]"
                    .formatted(
                        Format.kib(row.number("real_peak_rss_median")),
                        Format.kib(row.number("real_peak_rss_low")),
                        Format.kib(row.number("real_peak_rss_high"))),
                Format.decimals(row.number("ratio"), 2),
                row.has("predicted_time_difference")
                    ? Format.millisChange(row.number("predicted_time_difference"))
                    : Format.NOTHING,
                row.has("real_time_difference_median")
                    ? Format.millisChange(row.number("real_time_difference_median"))
                    : Format.NOTHING));
  }
}
