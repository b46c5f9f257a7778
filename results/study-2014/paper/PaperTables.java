// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables of the paper, each made of the study's. */
final class PaperTables {
  private final Inputs in;
  private final List<Claim> claims;
  private final ScoredTables scored;

  PaperTables(Inputs in, List<Claim> claims) {
    this.in = in;
    this.claims = claims;
    this.scored = new ScoredTables(in);
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
      case "claims" -> claims();
      case "keys" -> keys();
      default -> scored.named(name);
    };
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
          String locks = study.usualLocks(recording);
          List<String> row = new ArrayList<>(List.of(recording, locks));
          for (String contender : study.contenders()) {
            row.add(
                Format.ratio(
                    Trials.smallestHeapRatio(
                        study.at(recording, contender, Names.SMALLEST, locks))));
          }
          return row;
        });
  }

  private PaperTable finished() {
    Trials study = in.study();
    List<String> heaps = List.of(Names.TIGHT, Names.ROOMY, Names.AMPLE);
    List<String> heading = new ArrayList<>(List.of("allocator"));
    heaps.forEach(heap -> heading.add("finished, " + Format.heap(heap)));
    heaps.forEach(heap -> heading.add("cost, " + Format.heap(heap)));
    return table(
        "Recordings finished in heaps of so many times the peak, and loads and stores a request,"
            + " geometric mean over those finished.",
        1,
        heading,
        study.contenders(),
        contender -> {
          List<String> row = new ArrayList<>(List.of(contender));
          List<String> costs = new ArrayList<>();
          for (String heap : heaps) {
            List<TsvTable.Row> done =
                study.recordings().stream()
                    .map(
                        recording ->
                            study.at(recording, contender, heap, study.usualLocks(recording)))
                    .filter(Trials::finished)
                    .toList();
            row.add(done.size() + " of " + study.recordings().size());
            costs.add(
                Format.decimals(Trials.geometricMean(done.stream().map(Trials::cost).toList()), 1));
          }
          row.addAll(costs);
          return row;
        });
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
          for (String locks : assumptions) {
            row.add(
                Format.ratio(
                    Trials.geometricMean(
                        withAccesses.stream()
                            .map(
                                one ->
                                    Trials.smallestHeapRatio(
                                        study.at(one, contender, Names.SMALLEST, locks)))
                            .toList())));
          }
          return row;
        });
  }

  private PaperTable compactions() {
    List<TsvTable.Row> trials =
        in.study()
            .where(
                row ->
                    row.is("heap", Names.TIGHT)
                        && row.is("locks", in.study().usualLocks(row.text("trace")))
                        && List.of(Names.COMPACTING, Names.SUCCESSOR)
                            .contains(row.text("contender")));
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
        trials,
        row ->
            List.of(
                row.text("trace") + (Trials.finished(row) ? "" : " †"),
                row.text("contender"),
                row.is("budget", Trials.NO_BUDGET)
                    ? Trials.NO_BUDGET
                    : Format.kib(row.number("budget")) + " KiB",
                Format.count(row.number("compactions")),
                Format.decimals(row.number("bytes_moved") / row.number("peak_live"), 2),
                Format.decimals(row.number("pause_bytes") / 1024, 1),
                Format.percent(
                    row.number("oom_cost") / (row.number("oom_cost") + row.number("cost")))));
  }

  private PaperTable rounds() {
    Trials rounds = in.rounds();
    List<String> kills = rounds.table().values("kill_percent");
    List<String> heaps = rounds.table().values("heap");
    List<String> heading = new ArrayList<>(List.of("allocator"));
    for (String kill : kills) {
      heaps.forEach(heap -> heading.add(kill + " %, " + Format.heap(heap)));
    }
    return table(
        "Recordings finished of %d, each repeated in %s rounds, where between two rounds so many percent of the live blocks are freed."
            .formatted(rounds.recordings().size(), rounds.table().values("rounds").getFirst()),
        1,
        heading,
        rounds.contenders(),
        contender -> {
          List<String> row = new ArrayList<>(List.of(contender));
          for (String kill : kills) {
            for (String heap : heaps) {
              row.add(
                  String.valueOf(
                      rounds
                          .where(
                              one ->
                                  one.is("contender", contender)
                                      && one.is("kill_percent", kill)
                                      && one.is("heap", heap)
                                      && Trials.finished(one))
                          .size()));
            }
          }
          return row;
        });
  }

  private PaperTable claims() {
    return new PaperTable(
        "The claims of 2014: what its own published data say under sound scoring, and what this"
            + " study says.",
        4,
        true,
        List.of("", "claim", "published data", "this study"),
        claims.stream()
            .map(
                claim ->
                    List.of(
                        claim.name(),
                        claim.words(),
                        claim.published().words(),
                        claim.today().words()))
            .toList());
  }

  private PaperTable keys() {
    return new PaperTable(
        "The trials that each verdict rests on, by the first digits of their keys; claims.tsv has"
            + " them whole.",
        2,
        true,
        List.of("claim", "trials"),
        claims.stream()
            .map(
                claim ->
                    List.of(
                        claim.name(),
                        String.join(
                            " ", claim.keys().stream().map(key -> key.substring(0, 8)).toList())))
            .toList());
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
