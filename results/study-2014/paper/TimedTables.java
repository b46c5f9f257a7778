// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Tables of what is timed, with intervals, and of the pages of malloc libraries. */
final class TimedTables {
  private final Inputs in;

  TimedTables(Inputs in) {
    this.in = in;
  }

  PaperTable times() {
    return byProgram(
        "Mean time of an op in ns with its 95 % interval, "
            + Format.heap(Names.AMPLE)
            + " the peak, no locks; * not slower than the fastest beyond chance. "
            + in.environment("cpu")
            + ".",
        "allocator",
        in.times().allocators(),
        (contender, program) -> time(in.times().at(program, contender)));
  }

  private static String time(TsvTable.Row row) {
    return row.has("average")
        ? (row.is("differs", "true") ? "" : "*") + interval(row, "average", "")
        : "did not finish";
  }

  private static String interval(TsvTable.Row row, String figure, String unit) {
    return "%s [%s, %s]"
        .formatted(
            Format.nanos(row.number(figure + unit)),
            Format.nanos(row.number(figure + "_low" + unit)),
            Format.nanos(row.number(figure + "_high" + unit)));
  }

  /** A row for each item, a column for each program that is timed. */
  private PaperTable byProgram(
      String caption, String first, List<String> items, BiFunction<String, String, String> cell) {
    List<String> programs = in.times().programs();
    List<String> heading = new ArrayList<>(List.of(first));
    heading.addAll(programs);
    return PaperTables.table(
        caption,
        1,
        heading,
        items,
        item -> {
          List<String> row = new ArrayList<>(List.of(item));
          programs.forEach(program -> row.add(cell.apply(item, program)));
          return row;
        });
  }

  PaperTable libraryTimes() {
    return byProgram(
        "Mean time of an op of malloc libraries in ns with its 95 % interval, warm, without"
            + " payload, each in processes of its own. "
            + in.environment("cpu")
            + ".",
        "library",
        libraryNames(),
        (library, program) -> interval(library(program, library), "throughput", "_ns"));
  }

  private TsvTable.Row library(String program, String library) {
    TsvTable table = in.libraryTimes();
    return table.where(row -> row.is("trace", program) && row.is("driver", library)).stream()
        .findFirst()
        .orElseThrow(
            () -> new PaperException(table.file() + ": no time of " + library + " on " + program));
  }

  private List<String> libraryNames() {
    return in.timed().where(row -> row.is("kind", "native")).stream()
        .map(row -> row.text("contender"))
        .distinct()
        .toList();
  }

  PaperTable libraries() {
    return byProgram(
        "Malloc libraries of this machine: resident pages at the peak over peak live bytes. Pages"
            + " of a process are never to be ranked against an arena.",
        "library",
        libraryNames(),
        this::pagesOverPeak);
  }

  private String pagesOverPeak(String library, String program) {
    return in
        .timed()
        .where(row -> row.is("trace", program) && row.is("contender", library))
        .stream()
        .filter(row -> row.has("resident_peak"))
        .findFirst()
        .map(row -> Format.ratio(row.number("resident_peak") / row.number("peak_live")))
        .orElse(Format.NOTHING);
  }
}
