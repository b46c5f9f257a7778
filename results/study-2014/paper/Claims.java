// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Predicate;

/** The claims of 2014, each with the rule that decides it and what the tables say by that rule. */
final class Claims {
  /** By how much a request may cost more than with the base and still count as fast. */
  private static final double FAST = 1.1;

  /** A compaction is slow if it costs so many times as much as a request does. */
  private static final double SLOW = 100;

  private final Trials study;
  private final Times times;
  private final TsvTable published;

  Claims(Trials study, Times times, TsvTable published) {
    this.study = study;
    this.times = times;
    this.published = published;
  }

  List<Claim> all() {
    return List.of(
        hypothesis(),
        memory(),
        speed(),
        slowCompaction(),
        idle(),
        smallMachines(),
        compacting(),
        smallHeaders(),
        viable());
  }

  private Claim hypothesis() {
    List<String> both = new ArrayList<>();
    for (String contender : List.of(Names.COMPACTING, Names.MAXMEM, Names.SUCCESSOR)) {
      if (smallerEverywhere(contender, Names.BASE) && fast(contender)) {
        both.add(contender);
      }
    }
    String because =
        both.isEmpty()
            ? "no compacting allocator is both"
            : String.join(" and ", both)
                + (both.size() == 1 ? " is" : " are")
                + " both: smallest heap "
                + Format.change(
                    study.meanRatio(
                            both.getFirst(), Names.BASE, Names.SMALLEST, Trials::smallestHeap)
                        - 1)
                + ", cost "
                + Format.change(
                    study.meanRatio(both.getFirst(), Names.BASE, Names.ROOMY, Trials::cost) - 1)
                + " against dlmalloc, geometric means";
    return new Claim(
        "H1",
        "An allocator that compacts can be efficient in both time and space, compared to commonly"
            + " used allocators",
        Verdict.CANNOT_BE_TOLD,
        "no compaction ran in any file, and times are of one process each",
        Verdict.of(!both.isEmpty()),
        because,
        "holds if some compacting allocator has a larger smallest heap than dlmalloc on no"
            + " recording, and costs no more than "
            + Format.decimals(FAST, 1)
            + " times as much a request in the mean, its compactions included",
        usual(
            List.of(Names.COMPACTING, Names.MAXMEM, Names.SUCCESSOR, Names.BASE),
            List.of(Names.SMALLEST, Names.ROOMY)));
  }

  private Claim memory() {
    return new Claim(
        "C1",
        "The allocator of 2014, compacting, needs no more memory than commonly used ones",
        publishedFootprint() ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD,
        publishedRanks("rank_memory", Names.COMPACTING, "by the largest remaining request"),
        Verdict.of(smallerEverywhere(Names.COMPACTING, Names.BASE)),
        smallerOn(Names.COMPACTING, Names.BASE),
        "holds if its smallest heap is larger than that of dlmalloc on no recording",
        usual(List.of(Names.COMPACTING, Names.BASE), List.of(Names.SMALLEST)));
  }

  private Claim speed() {
    Times.Comparison comparison = times.compare(Names.COMPACTING, Names.BASE);
    Verdict verdict =
        comparison.slower() == 0
            ? Verdict.HOLDS
            : comparison.slower() * 2 > comparison.programs()
                ? Verdict.DOES_NOT_HOLD
                : Verdict.CANNOT_BE_TOLD;
    return new Claim(
        "C2",
        "Allocate and free are fast",
        publishedTimesRanked() ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD,
        "each file is of one process, so that no difference can be told from chance",
        verdict,
        comparison.words(Names.COMPACTING, Names.BASE),
        "holds if rmalloc-compacting is slower than dlmalloc on no program beyond the intervals,"
            + " does not hold if on more than half of them",
        times.trials(List.of(Names.COMPACTING, Names.BASE)));
  }

  private Claim slowCompaction() {
    List<TsvTable.Row> compacted =
        compactingTrials(row -> Trials.finished(row) && row.number("compactions") > 0);
    long slow = compacted.stream().filter(row -> compactionOverRequest(row) >= SLOW).count();
    return new Claim(
        "C3",
        "Compaction is slow",
        compactedThen() ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD,
        "no compaction ran in any file",
        compacted.isEmpty() ? Verdict.CANNOT_BE_TOLD : Verdict.of(slow == compacted.size()),
        "in %d of %d trials with compactions one costs at least %.0f times as much as a request; the median is %s times"
            .formatted(
                slow,
                compacted.size(),
                SLOW,
                Format.count(
                    Trials.median(compacted.stream().map(Claims::compactionOverRequest).toList()))),
        "holds if in every trial with compactions one costs at least %.0f times as much as a request"
            .formatted(SLOW),
        compacted.isEmpty() ? compactingTrials(row -> true) : compacted);
  }

  private Claim idle() {
    List<TsvTable.Row> roomy = usual(List.of(Names.COMPACTING), List.of(Names.ROOMY));
    long waited =
        roomy.stream()
            .filter(row -> row.number("compactions") > 0 || !Trials.finished(row))
            .count();
    return new Claim(
        "C4",
        "Compaction can wait until the system is idle",
        compactedThen() ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD,
        "no heap was ever exhausted, so that nothing had to wait",
        Verdict.of(waited == 0),
        "with rmalloc-compacting in %s times the peak a request had to wait for a compaction on %d of %d recordings"
            .formatted(Names.ROOMY.replace("x", ""), waited, roomy.size()),
        "holds if in "
            + Names.ROOMY.replace("x", "")
            + " times the peak no request of any recording waits for a compaction",
        roomy);
  }

  private Claim smallMachines() {
    List<TsvTable.Row> small =
        usual(List.of(Names.COMPACTING), List.of(Names.SMALLEST)).stream()
            .filter(row -> row.number("peak_live") <= Names.SMALL_MACHINE_BYTES)
            .toList();
    long fit =
        small.stream().filter(row -> Trials.smallestHeap(row) <= Names.SMALL_MACHINE_BYTES).count();
    long then =
        published
            .where(
                row ->
                    row.is("allocator", Names.COMPACTING)
                        && row.is("finished", "true")
                        && row.number("heap_size") <= Names.SMALL_MACHINE_BYTES)
            .size();
    long thenAll = published.where(row -> row.is("allocator", Names.COMPACTING)).size();
    return new Claim(
        "C5",
        "It suits machines with as little as " + Names.SMALL_MACHINE_BYTES / 1024 + " KB of memory",
        Verdict.of(then == thenAll),
        then
            + " of "
            + thenAll
            + " programs finished in such a heap; their live bytes, of the 32-bit programs of then,"
            + " were far fewer",
        small.isEmpty() ? Verdict.CANNOT_BE_TOLD : Verdict.of(fit == small.size()),
        fit + " of the " + small.size() + " recordings with no more live bytes than that fit",
        "holds if every recording with no more live bytes at the peak fits into such a heap",
        small.isEmpty() ? usual(List.of(Names.COMPACTING), List.of(Names.SMALLEST)) : small);
  }

  private Claim compacting() {
    return new Claim(
        "C6",
        "Compacting saves memory over the same allocator without it",
        compactedThen() ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD,
        "no compaction ran, and the two have the same rank in memory",
        Verdict.of(smallerEverywhere(Names.COMPACTING, Names.BUMP)),
        smallerOn(Names.COMPACTING, Names.BUMP),
        "holds if the smallest heap of rmalloc-compacting is larger than that of rmalloc on no"
            + " recording",
        usual(List.of(Names.COMPACTING, Names.BUMP), List.of(Names.SMALLEST)));
  }

  private Claim smallHeaders() {
    boolean then = true;
    for (String app : published.values("app")) {
      then &= rank(app, Names.MAXMEM) < rank(app, Names.COMPACTING);
    }
    return new Claim(
        "C7",
        "Smaller headers, paid for by a search, save memory",
        Verdict.of(then),
        publishedRanks("rank_memory", Names.MAXMEM, "before rmalloc-compacting")
            + ", as the arithmetic of headers has it",
        Verdict.of(smallerEverywhere(Names.MAXMEM, Names.COMPACTING)),
        smallerOn(Names.MAXMEM, Names.COMPACTING),
        "holds if the smallest heap of rmalloc-compacting-maxmem is larger than that of"
            + " rmalloc-compacting on no recording",
        usual(List.of(Names.MAXMEM, Names.COMPACTING), List.of(Names.SMALLEST)));
  }

  private Claim viable() {
    List<TsvTable.Row> trials =
        study.where(
            row ->
                row.is("contender", Names.COMPACTING)
                    && row.is("heap", Names.ROOMY)
                    && row.is("budget", Trials.NO_BUDGET));
    long finished = trials.stream().filter(Trials::finished).count();
    return new Claim(
        "C8",
        "It is a viable alternative in real-world situations",
        compactedThen() ? Verdict.HOLDS : Verdict.CANNOT_BE_TOLD,
        "every program finished, but in a heap in which nothing could fail",
        Verdict.of(finished == trials.size()),
        "rmalloc-compacting finishes %d of %d trials in %s times the peak, over all assumptions about locks"
            .formatted(finished, trials.size(), Names.ROOMY.replace("x", "")),
        "holds if rmalloc-compacting finishes every recording in "
            + Names.ROOMY.replace("x", "")
            + " times its peak, whatever locks are assumed",
        trials);
  }

  private boolean fast(String contender) {
    return study.meanRatio(contender, Names.BASE, Names.ROOMY, Trials::cost) <= FAST;
  }

  boolean smallerEverywhere(String contender, String base) {
    return count(contender, base) == study.recordings().size();
  }

  private long count(String contender, String base) {
    return study.ratios(contender, base, Names.SMALLEST, Claims::heapOrEndless).stream()
        .filter(ratio -> ratio <= 1)
        .count();
  }

  /** The smallest heap; as good as infinite where the contender finishes in none. */
  private static double heapOrEndless(TsvTable.Row trial) {
    double heap = Trials.smallestHeap(trial);
    return Double.isNaN(heap) ? Double.MAX_VALUE : heap;
  }

  private String smallerOn(String contender, String base) {
    DoubleSummaryStatistics ratios =
        study.ratios(contender, base, Names.SMALLEST, Trials::smallestHeap).stream()
            .mapToDouble(ratio -> Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio)
            .summaryStatistics();
    return "its smallest heap is no larger on %d of %d recordings; the ratios are %s to %s%s"
        .formatted(
            count(contender, base),
            study.recordings().size(),
            Format.ratio(ratios.getMin()),
            Double.isInfinite(ratios.getMax()) ? "infinity" : Format.ratio(ratios.getMax()),
            without(base));
  }

  /** On which recordings a base finishes in no heap that was tried, so that they have no ratio. */
  private String without(String base) {
    List<String> without =
        usual(List.of(base), List.of(Names.SMALLEST)).stream()
            .filter(trial -> Double.isNaN(Trials.smallestHeap(trial)))
            .map(trial -> trial.text("trace"))
            .toList();
    return without.isEmpty()
        ? ""
        : ", without "
            + String.join(", ", without)
            + ", where "
            + base
            + " finishes in no heap that was tried";
  }

  private List<TsvTable.Row> usual(List<String> contenders, List<String> heaps) {
    List<TsvTable.Row> trials = new ArrayList<>();
    for (String recording : study.recordings()) {
      for (String contender : contenders) {
        for (String heap : heaps) {
          trials.add(study.at(recording, contender, heap, study.usualLocks(recording)));
        }
      }
    }
    return trials;
  }

  private List<TsvTable.Row> compactingTrials(Predicate<TsvTable.Row> condition) {
    return usual(
            List.of(Names.COMPACTING, Names.MAXMEM, Names.SUCCESSOR),
            List.of(Names.SMALLEST, Names.TIGHT, Names.ROOMY))
        .stream()
        .filter(condition)
        .toList();
  }

  private static double compactionOverRequest(TsvTable.Row trial) {
    double compaction = trial.number("oom_cost") / trial.number("compactions");
    return compaction / (trial.number("cost") / trial.number("requests"));
  }

  private boolean publishedFootprint() {
    return published.rows().stream().allMatch(row -> row.has("footprint"));
  }

  private boolean publishedTimesRanked() {
    return published.rows().stream().allMatch(row -> row.has("rank_time"));
  }

  private boolean compactedThen() {
    return published.rows().stream().anyMatch(row -> row.number("compactions") > 0);
  }

  private double rank(String app, String allocator) {
    return published
        .where(row -> row.is("app", app) && row.is("allocator", allocator))
        .getFirst()
        .number("rank_memory");
  }

  private String publishedRanks(String column, String allocator, String how) {
    List<String> ranks =
        published.where(row -> row.is("allocator", allocator)).stream()
            .map(row -> row.text(column) + " in " + row.text("app"))
            .toList();
    return "its rank in memory is " + String.join(" and ", ranks) + " " + how;
  }
}
