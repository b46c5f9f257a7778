// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/** The claims of 2014, each with the rule that decides it and what the tables say by that rule. */
final class Claims {
  /** By how much a request may cost more than with the base and still count as fast. */
  private static final double FAST = 1.1;

  /** A compaction is slow if it costs so many times as much as a request does. */
  private static final double SLOW = 100;

  private final Trials study;
  private final Times times;
  private final Published published;

  Claims(Trials study, Times times, Published published) {
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
    List<String> compacting = List.of(Names.COMPACTING, Names.MAXMEM, Names.SUCCESSOR);
    List<String> both =
        compacting.stream().filter(one -> smallerEverywhere(one, Names.BASE) && fast(one)).toList();
    return new Claim(
        "H1",
        "An allocator that compacts can be efficient in both time and space, compared to commonly"
            + " used allocators",
        published.both(List.of(Names.COMPACTING, Names.MAXMEM), Names.BASE),
        new Finding(Verdict.of(!both.isEmpty()), both(both)),
        "holds if some compacting allocator has a larger smallest heap than dlmalloc on no"
            + " recording, and costs no more than "
            + Format.decimals(FAST, 1)
            + " times as much a request in the mean, its compactions included",
        usual(
            Stream.concat(compacting.stream(), Stream.of(Names.BASE)).toList(),
            List.of(Names.SMALLEST, Names.ROOMY)));
  }

  /** Which allocators are both, and the figures of the first. */
  private String both(List<String> both) {
    if (both.isEmpty()) {
      return "no compacting allocator is both";
    }
    String first = both.getFirst();
    double memory = study.meanRatio(first, Names.BASE, Names.SMALLEST, Trials::smallestHeap);
    double cost = study.meanRatio(first, Names.BASE, Names.ROOMY, Trials::cost);
    return "%s both: smallest heap %s, cost %s against dlmalloc, geometric means"
        .formatted(
            String.join(" and ", both) + (both.size() == 1 ? " is" : " are"),
            Format.change(memory - 1),
            Format.change(cost - 1));
  }

  private Claim memory() {
    return new Claim(
        "C1",
        "The allocator of 2014, compacting, needs no more memory than commonly used ones",
        published.memory(Names.COMPACTING, Names.BASE),
        smallerOn(Names.COMPACTING, Names.BASE),
        "holds if its smallest heap is larger than that of dlmalloc on no recording",
        usual(List.of(Names.COMPACTING, Names.BASE), List.of(Names.SMALLEST)));
  }

  private Claim speed() {
    Times.Comparison comparison = times.compare(Names.COMPACTING, Names.BASE);
    return new Claim(
        "C2",
        "Allocate and free are fast",
        published.faster(Names.COMPACTING, Names.BASE),
        new Finding(comparison.verdict(), comparison.words(Names.COMPACTING, Names.BASE)),
        "holds if rmalloc-compacting is slower than dlmalloc on no program beyond the intervals,"
            + " does not hold if on more than half of them",
        times.trials(List.of(Names.COMPACTING, Names.BASE)));
  }

  private Claim slowCompaction() {
    List<TsvTable.Row> all =
        usual(
            List.of(Names.COMPACTING, Names.MAXMEM, Names.SUCCESSOR),
            List.of(Names.SMALLEST, Names.TIGHT, Names.ROOMY));
    List<TsvTable.Row> compacted =
        all.stream().filter(row -> Trials.finished(row) && row.number("compactions") > 0).toList();
    return new Claim(
        "C3",
        "Compaction is slow",
        published.compactionTime(),
        slow(compacted),
        "holds if in every trial with compactions one costs at least %.0f times as much as a request"
            .formatted(SLOW),
        compacted.isEmpty() ? all : compacted);
  }

  private static Finding slow(List<TsvTable.Row> compacted) {
    List<Double> ratios = compacted.stream().map(Claims::compactionOverRequest).toList();
    long slow = ratios.stream().filter(ratio -> ratio >= SLOW).count();
    return new Finding(
        compacted.isEmpty() ? Verdict.CANNOT_BE_TOLD : Verdict.of(slow == compacted.size()),
        "in %d of %d trials with compactions one costs at least %.0f times as much as a request; the median is %s times"
            .formatted(slow, compacted.size(), SLOW, Format.count(Trials.median(ratios))));
  }

  private Claim idle() {
    List<TsvTable.Row> roomy = study.usual(Names.COMPACTING, Names.ROOMY);
    long waited =
        roomy.stream()
            .filter(row -> row.number("compactions") > 0 || !Trials.finished(row))
            .count();
    return new Claim(
        "C4",
        "Compaction can wait until the system is idle",
        published.idle(),
        new Finding(
            Verdict.of(waited == 0),
            "with rmalloc-compacting in %s the peak a request had to wait for a compaction on %d of %d recordings"
                .formatted(Format.heap(Names.ROOMY), waited, roomy.size())),
        "holds if in "
            + Format.heap(Names.ROOMY)
            + " the peak no request of any recording waits for a compaction",
        roomy);
  }

  private Claim smallMachines() {
    List<TsvTable.Row> all = study.usual(Names.COMPACTING, Names.SMALLEST);
    List<TsvTable.Row> small =
        all.stream().filter(row -> row.number("peak_live") <= Names.SMALL_MACHINE_BYTES).toList();
    long fit =
        small.stream().filter(row -> Trials.smallestHeap(row) <= Names.SMALL_MACHINE_BYTES).count();
    return new Claim(
        "C5",
        "It suits machines with as little as " + Names.SMALL_MACHINE_BYTES / 1024 + " KB of memory",
        published.fits(Names.COMPACTING, Names.SMALL_MACHINE_BYTES),
        new Finding(
            small.isEmpty() ? Verdict.CANNOT_BE_TOLD : Verdict.of(fit == small.size()),
            fit + " of the " + small.size() + " recordings with no more live bytes than that fit"),
        "holds if every recording with no more live bytes at the peak fits into such a heap",
        small.isEmpty() ? all : small);
  }

  private Claim compacting() {
    return new Claim(
        "C6",
        "Compacting saves memory over the same allocator without it",
        published.compacting(Names.COMPACTING, Names.BUMP),
        smallerOn(Names.COMPACTING, Names.BUMP),
        "holds if the smallest heap of rmalloc-compacting is larger than that of rmalloc on no"
            + " recording",
        usual(List.of(Names.COMPACTING, Names.BUMP), List.of(Names.SMALLEST)));
  }

  private Claim smallHeaders() {
    return new Claim(
        "C7",
        "Smaller headers, paid for by a search, save memory",
        published.before(Names.MAXMEM, Names.COMPACTING),
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
        published.viable(Names.COMPACTING),
        new Finding(
            Verdict.of(finished == trials.size()),
            "rmalloc-compacting finishes %d of %d trials in %s the peak, over all assumptions about locks"
                .formatted(finished, trials.size(), Format.heap(Names.ROOMY))),
        "holds if rmalloc-compacting finishes every recording in "
            + Format.heap(Names.ROOMY)
            + " its peak, whatever locks are assumed",
        trials);
  }

  private boolean fast(String contender) {
    return study.meanRatio(contender, Names.BASE, Names.ROOMY, Trials::cost) <= FAST;
  }

  private boolean smallerEverywhere(String contender, String base) {
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

  private Finding smallerOn(String contender, String base) {
    DoubleSummaryStatistics ratios =
        study.ratios(contender, base, Names.SMALLEST, Trials::smallestHeap).stream()
            .mapToDouble(ratio -> Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio)
            .summaryStatistics();
    return new Finding(
        Verdict.of(smallerEverywhere(contender, base)),
        "its smallest heap is no larger on %d of %d recordings; the ratios are %s to %s%s"
            .formatted(
                count(contender, base),
                study.recordings().size(),
                Format.ratio(ratios.getMin()),
                Double.isInfinite(ratios.getMax()) ? "infinity" : Format.ratio(ratios.getMax()),
                without(base)));
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
          trials.add(study.usual(recording, contender, heap));
        }
      }
    }
    return trials;
  }

  private static double compactionOverRequest(TsvTable.Row trial) {
    double compaction = trial.number("oom_cost") / trial.number("compactions");
    return compaction / (trial.number("cost") / trial.number("requests"));
  }
}
