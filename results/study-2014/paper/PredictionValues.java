// SPDX-License-Identifier: Apache-2.0
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The values that say how good replays are. */
final class PredictionValues {
  private static final int HUNDREDTHS = 2;

  private final Prediction prediction;
  private final Map<String, Function<List<String>, String>> named = new TreeMap<>();

  PredictionValues(Prediction prediction) {
    this.prediction = prediction;
    named.put("predicted-machine", _ -> String.join("; ", prediction.machine()));
    named.put("split-machine", _ -> splitMachine());
    named.put("tolerance", _ -> Format.whole(Prediction.TOLERANCE));
    named.put("peak-ratio", words -> peakRatio(words.get(0), words.get(1)));
    named.put("peak-ratios", _ -> peakRatios());
    named.put("peak-furthest", _ -> cases(List.of(furthest())));
    named.put("peaks-off", _ -> Format.count(prediction.peaksOff().size()));
    nameTimes();
    named.put("pages-more", words -> pagesMore(words));
  }

  Map<String, Function<List<String>, String>> all() {
    return Map.copyOf(named);
  }

  private void nameTimes() {
    List<TsvTable.Row> told = prediction.told();
    named.put("time-cases", _ -> Format.count(prediction.cases().size()));
    named.put("time-cases-told", _ -> Format.count(told.size()));
    named.put("time-cases-off", _ -> Format.count(prediction.timesOff().size()));
    named.put(
        "times-mostly", _ -> prediction.timesOff().size() * 2 > told.size() ? "mostly" : "rarely");
    named.put("time-ratios", _ -> spread(told.stream().map(Prediction::timeRatio).toList()));
    named.put("time-wrong-signs", _ -> cases(told.stream().filter(this::hasWrongSign).toList()));
    named.put("time-within", _ -> countOff(Prediction::isWithinInterval));
    named.put("time-elsewhere", _ -> countOff(prediction::isElsewhere));
  }

  private String countOff(Predicate<TsvTable.Row> which) {
    return Format.count(prediction.timesOff().stream().filter(which).count());
  }

  private static String spread(List<Double> ratios) {
    return Format.range(ratios, HUNDREDTHS)
        + ", median "
        + Format.decimals(Trials.median(ratios), HUNDREDTHS);
  }

  private String peakRatios() {
    List<TsvTable.Row> cases = prediction.cases();
    return "%d programs and %d libraries beside %s the ratio of predicted to real peak is %s"
        .formatted(
            prediction.table().values("program").size(),
            cases.stream().map(row -> row.text("library")).distinct().count(),
            Names.REFERENCE,
            spread(cases.stream().map(row -> row.number("ratio")).toList()));
  }

  private String peakRatio(String program, String library) {
    return Format.decimals(
        prediction.cases().stream()
            .filter(row -> row.is("program", program) && row.is("library", library))
            .findFirst()
            .orElseThrow(
                () -> new PaperException("no prediction is of " + program + " under " + library))
            .number("ratio"),
        HUNDREDTHS);
  }

  /** Whether times were split where they were predicted. */
  private String splitMachine() {
    String predicted = String.join(" ", prediction.machine());
    boolean same =
        prediction.times().values("machine").stream()
            .allMatch(machine -> predicted.contains(machine.replaceFirst(",.*", "")));
    return same ? "the same" : "another";
  }

  private TsvTable.Row furthest() {
    return prediction.cases().stream()
        .max(Comparator.comparingDouble(row -> Math.abs(row.number("ratio") - 1)))
        .orElseThrow();
  }

  private boolean hasWrongSign(TsvTable.Row row) {
    return Prediction.timeRatio(row) < 0;
  }

  private static String cases(List<TsvTable.Row> rows) {
    return rows.isEmpty()
        ? "none"
        : String.join(
            ", ",
            rows.stream()
                .map(row -> "`%s` under `%s`".formatted(row.text("program"), row.text("library")))
                .toList());
  }

  /** MiB, of a column, under a library more than under another. */
  private String pagesMore(List<String> words) {
    String library = String.join(" ", words.subList(2, words.size()));
    return Format.mib(1024 * prediction.pagesMore(library, words.get(1), words.get(0))) + " MiB";
  }
}
