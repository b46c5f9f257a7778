// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
    namePauses();
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
    named.put("excess", words -> Format.percent(mean(words.getFirst()) - 1));
    named.put("finished", words -> finished(words.get(0), words.get(1)));
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
    named.put(
        "by-locks",
        words ->
            Format.ratio(
                Trials.geometricMean(
                    study.withAccesses().stream()
                        .map(
                            one ->
                                Trials.smallestHeapRatio(
                                    study.at(one, words.get(0), Names.SMALLEST, words.get(1))))
                        .toList())));
    named.put(
        "smaller-by-locks",
        words ->
            Format.count(
                study.withAccesses().stream()
                    .filter(
                        one ->
                            Trials.smallestHeap(
                                    study.at(one, words.get(0), Names.SMALLEST, words.get(2)))
                                <= Trials.smallestHeap(
                                    study.at(one, words.get(1), Names.SMALLEST, words.get(2))))
                    .count()));
  }

  private void namePauses() {
    named.put(
        "longest-pause",
        words ->
            Format.kib(
                    tight(words.getFirst(), false)
                        .mapToDouble(row -> row.number("pause_bytes"))
                        .max()
                        .orElseThrow())
                + " KiB");
    named.put(
        "longest-pause-budget",
        words ->
            Format.kib(
                    tight(words.getFirst(), true)
                        .mapToDouble(row -> row.number("pause_bytes"))
                        .max()
                        .orElseThrow())
                + " KiB");
    named.put(
        "finished-budget",
        words ->
            tight(words.getFirst(), true).filter(Trials::finished).count()
                + " of "
                + tight(words.getFirst(), true).count());
    named.put(
        "compactions-roomy",
        words ->
            Format.count(
                study.recordings().stream()
                    .filter(
                        recording ->
                            usual(
                                    recording,
                                    words.getFirst(),
                                    Names.ROOMY,
                                    row -> row.number("compactions"))
                                > 0)
                    .count()));
  }

  private static String moreOrLess(double ratio, String what) {
    String amount =
        Double.isNaN(ratio)
            ? "an unknown amount"
            : Format.percent(Math.abs(ratio - 1)) + (ratio > 1 ? " more" : " less");
    return (amount + " " + what).strip();
  }

  private boolean smallestOn(String recording, String contender) {
    double own = usual(recording, contender, Names.SMALLEST, Trials::smallestHeap);
    return study.contenders().stream()
        .noneMatch(other -> usual(recording, other, Names.SMALLEST, Trials::smallestHeap) < own);
  }

  private double mean(String contender) {
    return Trials.geometricMean(
        study.recordings().stream()
            .map(
                recording -> usual(recording, contender, Names.SMALLEST, Trials::smallestHeapRatio))
            .toList());
  }

  private double usual(
      String recording, String contender, String heap, ToDoubleFunction<TsvTable.Row> figure) {
    return figure.applyAsDouble(study.at(recording, contender, heap, study.usualLocks(recording)));
  }

  private String finished(String contender, String heap) {
    long finished =
        study.recordings().stream()
            .filter(
                recording ->
                    Trials.finished(
                        study.at(recording, contender, heap, study.usualLocks(recording))))
            .count();
    return finished + " of " + study.recordings().size();
  }

  private String roundsFinished(String contender, String kill) {
    List<TsvTable.Row> trials =
        in.rounds().where(row -> row.is("contender", contender) && row.is("kill_percent", kill));
    return trials.stream().filter(Trials::finished).count() + " of " + trials.size();
  }

  private Stream<TsvTable.Row> tight(String contender, boolean budget) {
    return study
        .where(
            row ->
                row.is("contender", contender)
                    && row.is("heap", Names.TIGHT)
                    && row.is("locks", study.usualLocks(row.text("trace")))
                    && row.is("budget", Trials.NO_BUDGET) != budget)
        .stream();
  }
}
