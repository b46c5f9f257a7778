// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables of the paper, each made of the study's. */
final class PaperTables {
  /** In front of a program's name: its tables as they were published in 2014. */
  private static final String AS_IN_2014 = "2014 ";

  private final Inputs in;
  private final ClaimTables claims;
  private final ScoredTables scored;
  private final TimedTables timed;
  private final PredictionTables predicted;

  PaperTables(Inputs in, List<Claim> claims) {
    this.in = in;
    this.claims = new ClaimTables(claims);
    this.scored = new ScoredTables(in);
    this.timed = new TimedTables(in);
    this.predicted = new PredictionTables(in.prediction());
  }

  /** A table by the name that the source has. */
  PaperTable named(String name) {
    return switch (name) {
      case "recordings" -> recordings();
      case "answer" -> answer();
      case "heaps" -> heaps();
      case "finished" -> finished();
      case "locks" -> locks();
      case "compactions" -> compactions();
      case "rounds" -> rounds();
      case "claims" -> claims.verdicts();
      case "keys" -> claims.keys();
      case "published" -> scored.published();
      case "ranking" -> scored.ranking();
      case "times" -> timed.times();
      case "library-times" -> timed.libraryTimes();
      case "libraries" -> timed.libraries();
      case "predicted-peaks" -> predicted.peaks();
      case "predicted-times" -> predicted.times();
      case "predicted-parts" -> predicted.parts();
      case "predicted-pages" -> predicted.pages();
      default -> asIn2014(name);
    };
  }

  private PaperTable asIn2014(String name) {
    if (!name.startsWith(AS_IN_2014)) {
      throw new PaperException("no table is named '" + name + "'");
    }
    return scored.program(name.substring(AS_IN_2014.length()));
  }

  private PaperTable recordings() {
    return table(
        "The recordings. Peak is of live bytes; a recording ending in full has every access. Those"
            + " marked * were replayed.",
        2,
        List.of("recording", "package, version", "requests", "accesses", "threads", "peak, KiB"),
        in.manifest().rows(),
        row ->
            List.of(
                row.text("recording")
                    + (in.study().recordings().contains(row.text("recording")) ? " *" : ""),
                row.text("package") + " " + row.text("version").replaceFirst("\\+deb.*", ""),
                Format.count(row.number("requests")),
                row.is("accesses", "none")
                    ? Format.NOTHING
                    : Format.count(row.number("ops") - row.number("requests")),
                row.text("threads"),
                Format.kib(row.number("peak_live"))));
  }

  private PaperTable answer() {
    Trials study = in.study();
    return table(
        "The answer to H1: every allocator against dlmalloc, geometric means over the "
            + study.recordings().size()
            + " recordings, usual locks; smaller is better. In brackets the worst recording, before"
            + " them on how many where not on all. Cost is of a request, compactions included.",
        1,
        List.of(
            "allocator",
            "smallest heap",
            "cost, " + Format.heap(Names.TIGHT),
            "cost, " + Format.heap(Names.ROOMY),
            "slower than dlmalloc on"),
        study.contenders(),
        contender ->
            List.of(
                contender,
                meanAndWorst(contender, Names.SMALLEST, Trials::smallestHeap),
                meanAndWorst(contender, Names.TIGHT, Trials::cost),
                meanAndWorst(contender, Names.ROOMY, Trials::cost),
                contender.equals(Names.BASE) ? Format.NOTHING : slower(contender)));
  }

  private String slower(String contender) {
    Times.Comparison comparison = in.times().compare(contender, Names.BASE);
    return comparison.slower() + " of " + comparison.programs();
  }

  private String meanAndWorst(
      String contender, String heap, ToDoubleFunction<TsvTable.Row> figure) {
    List<Double> known =
        in.study().ratios(contender, Names.BASE, heap, figure).stream()
            .filter(ratio -> !ratio.isNaN())
            .toList();
    if (known.isEmpty()) {
      return Format.NOTHING;
    }
    double worst = known.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    String of = known.size() == in.study().recordings().size() ? "" : " on " + known.size();
    return Format.ratio(Trials.geometricMean(known)) + of + " (" + Format.ratio(worst) + ")";
  }

  private PaperTable heaps() {
    Trials study = in.study();
    List<String> heading = new ArrayList<>(List.of("recording", "locks"));
    heading.addAll(study.contenders());
    return table(
        "Smallest heap over the peak of live bytes, roots beside the heap included; – where no heap"
            + " up to the largest tried does.",
        2,
        heading,
        study.recordings(),
        recording -> {
          List<String> row = new ArrayList<>(List.of(recording, study.usualLocks(recording)));
          for (String contender : study.contenders()) {
            TsvTable.Row trial = study.usual(recording, contender, Names.SMALLEST);
            row.add(Format.ratio(Trials.smallestHeapRatio(trial)));
          }
          return row;
        });
  }

  private PaperTable finished() {
    List<String> heaps = List.of(Names.TIGHT, Names.ROOMY, Names.AMPLE);
    List<String> heading = new ArrayList<>(List.of("allocator"));
    heaps.forEach(heap -> heading.add("finished, " + Format.heap(heap)));
    heaps.forEach(heap -> heading.add("cost, " + Format.heap(heap)));
    return table(
        "Recordings finished in heaps of so many times the peak, and loads and stores a request,"
            + " geometric mean over those finished.",
        1,
        heading,
        in.study().contenders(),
        contender -> finished(contender, heaps));
  }

  private List<String> finished(String contender, List<String> heaps) {
    List<String> row = new ArrayList<>(List.of(contender));
    List<String> costs = new ArrayList<>();
    for (String heap : heaps) {
      List<Double> done =
          in.study().usual(contender, heap).stream()
              .filter(Trials::finished)
              .map(Trials::cost)
              .toList();
      row.add(done.size() + " of " + in.study().recordings().size());
      costs.add(Format.decimals(Trials.geometricMean(done), 1));
    }
    row.addAll(costs);
    return row;
  }

  private PaperTable locks() {
    Trials study = in.study();
    List<String> withAccesses = study.withAccesses();
    List<String> assumptions =
        withAccesses.isEmpty() ? List.of() : study.locksOf(withAccesses.getFirst());
    List<String> heading = new ArrayList<>(List.of("allocator"));
    heading.addAll(assumptions);
    return table(
        "How the answer moves with the locks: smallest heap over the peak of live bytes, geometric"
            + " mean over "
            + String.join(", ", withAccesses)
            + ", by the locks that are assumed.",
        1,
        heading,
        study.contenders(),
        contender -> {
          List<String> row = new ArrayList<>(List.of(contender));
          assumptions.forEach(
              locks -> row.add(Format.ratio(study.meanHeapUnder(contender, locks))));
          return row;
        });
  }

  private PaperTable compactions() {
    List<String> compacting = List.of(Names.COMPACTING, Names.SUCCESSOR);
    return table(
        "Compactions in "
            + Format.heap(Names.TIGHT)
            + " the peak, with and without a budget: how often, bytes moved over the peak, the most"
            + " that moved while one request waited, and their share of all loads and stores. † did"
            + " not finish.",
        3,
        List.of(
            "recording",
            "allocator",
            "budget",
            "compactions",
            "moved / peak",
            "longest, KiB",
            "share of cost"),
        in.study()
            .where(
                row ->
                    row.is("heap", Names.TIGHT)
                        && in.study().hasUsualLocks(row)
                        && compacting.contains(row.text("contender"))),
        PaperTables::compactions);
  }

  private static List<String> compactions(TsvTable.Row row) {
    return List.of(
        row.text("trace") + (Trials.finished(row) ? "" : " †"),
        row.text("contender"),
        row.is("budget", Trials.NO_BUDGET)
            ? Trials.NO_BUDGET
            : Format.kib(row.number("budget")) + " KiB",
        Format.count(row.number("compactions")),
        Format.decimals(row.number("bytes_moved") / row.number("peak_live"), 2),
        Format.decimals(row.number("pause_bytes") / 1024, 1),
        Format.percent(row.number("oom_cost") / (row.number("oom_cost") + row.number("cost"))));
  }

  /** What a column of the table of rounds is of. */
  private record RoundsColumn(String kill, String heap) {
    String heading() {
      return kill + " %, " + Format.heap(heap);
    }
  }

  private PaperTable rounds() {
    Trials rounds = in.rounds();
    List<RoundsColumn> columns =
        rounds.table().values("kill_percent").stream()
            .flatMap(
                kill ->
                    rounds.table().values("heap").stream()
                        .map(heap -> new RoundsColumn(kill, heap)))
            .toList();
    List<String> heading = new ArrayList<>(List.of("allocator"));
    columns.forEach(column -> heading.add(column.heading()));
    return table(
        "Recordings finished of %d, each repeated in %s rounds, where between two rounds so many percent of the live blocks are freed."
            .formatted(rounds.recordings().size(), rounds.table().values("rounds").getFirst()),
        1,
        heading,
        rounds.contenders(),
        contender -> {
          List<String> row = new ArrayList<>(List.of(contender));
          columns.forEach(column -> row.add(finishedRounds(contender, column)));
          return row;
        });
  }

  private String finishedRounds(String contender, RoundsColumn column) {
    return Format.count(
        in.rounds()
            .where(
                row ->
                    row.is("contender", contender)
                        && row.is("kill_percent", column.kill())
                        && row.is("heap", column.heap())
                        && Trials.finished(row))
            .size());
  }

  static <T> PaperTable table(
      String caption,
      int left,
      List<String> heading,
      List<T> items,
      Function<T, List<String>> row) {
    return new PaperTable(caption, left, heading, items.stream().map(row).toList());
  }
}
