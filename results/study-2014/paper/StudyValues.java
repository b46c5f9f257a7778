// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The values that are means, counts and maxima over trials without times. */
final class StudyValues {
  private final Inputs in;
  private final Trials study;
  private final Map<String, Function<List<String>, String>> named = new TreeMap<>();

  StudyValues(Inputs in) {
    this.in = in;
    this.study = in.study();
    nameMeans();
    nameLocks();
    named.put("longest-pause", words -> longestPause(words.getFirst(), false));
    named.put("longest-pause-budget", words -> longestPause(words.getFirst(), true));
    named.put("finished-budget", words -> finishedOf(tight(words.getFirst(), true).toList()));
    named.put("compactions-roomy", words -> compactedInRoom(words.getFirst()));
  }

  Map<String, Function<List<String>, String>> all() {
    return Map.copyOf(named);
  }

  private void nameMeans() {
    named.put(
        "memory-words",
        words ->
            moreOrLess(
                study.meanRatio(words.get(0), words.get(1), Names.SMALLEST, Trials::smallestHeap),
                "memory"));
    named.put(
        "cost-words",
        words ->
            moreOrLess(study.meanRatio(words.get(0), words.get(1), Names.ROOMY, Trials::cost), ""));
    named.put("excess", words -> Format.percent(meanHeap(words.getFirst()) - 1));
    named.put("finished", words -> finishedOf(study.usual(words.get(0), words.get(1))));
    named.put("rounds-finished", words -> roundsFinished(words.get(0), words.get(1)));
    named.put(
        "smallest-of-all",
        words ->
            Format.count(
                study.recordings().stream()
                    .filter(recording -> smallestOn(recording, words.getFirst()))
                    .count()));
  }

  private void nameLocks() {
    named.put("by-locks", words -> Format.ratio(study.meanHeapUnder(words.get(0), words.get(1))));
    named.put(
        "smaller-by-locks",
        words ->
            Format.count(
                study.withAccesses().stream()
                    .filter(one -> smaller(one, words.get(0), words.get(1), words.get(2)))
                    .count()));
  }

  private boolean smaller(String recording, String contender, String base, String locks) {
    return Trials.smallestHeap(study.at(recording, contender, Names.SMALLEST, locks))
        <= Trials.smallestHeap(study.at(recording, base, Names.SMALLEST, locks));
  }

  private String longestPause(String contender, boolean budget) {
    double longest =
        tight(contender, budget).mapToDouble(row -> row.number("pause_bytes")).max().orElseThrow();
    return Format.kib(longest) + " KiB";
  }

  private String compactedInRoom(String contender) {
    return Format.count(
        study.usual(contender, Names.ROOMY).stream()
            .filter(row -> row.number("compactions") > 0)
            .count());
  }

  private static String moreOrLess(double ratio, String what) {
    String amount =
        Double.isNaN(ratio)
            ? "an unknown amount"
            : Format.percent(Math.abs(ratio - 1)) + (ratio > 1 ? " more" : " less");
    return (amount + " " + what).strip();
  }

  private boolean smallestOn(String recording, String contender) {
    double own = Trials.smallestHeap(study.usual(recording, contender, Names.SMALLEST));
    return study.contenders().stream()
        .noneMatch(
            other -> Trials.smallestHeap(study.usual(recording, other, Names.SMALLEST)) < own);
  }

  private double meanHeap(String contender) {
    return Trials.geometricMean(
        study.usual(contender, Names.SMALLEST).stream().map(Trials::smallestHeapRatio).toList());
  }

  private static String finishedOf(List<TsvTable.Row> trials) {
    return trials.stream().filter(Trials::finished).count() + " of " + trials.size();
  }

  private String roundsFinished(String contender, String kill) {
    return finishedOf(
        in.rounds().where(row -> row.is("contender", contender) && row.is("kill_percent", kill)));
  }

  private Stream<TsvTable.Row> tight(String contender, boolean budget) {
    return study
        .where(
            row ->
                row.is("contender", contender)
                    && row.is("heap", Names.TIGHT)
                    && study.hasUsualLocks(row)
                    && row.is("budget", Trials.NO_BUDGET) != budget)
        .stream();
  }
}
