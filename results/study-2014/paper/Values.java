// SPDX-License-Identifier: Apache-2.0
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What stands in the source for a number or for words that depend on one: {@code NAME ARGUMENT…}.
 * The paper has no other numbers of the study, so that each comes from a table.
 */
final class Values {
  private static final String NO_PREDICTION =
      "There are no data of it yet: `results/study-2014/prediction.tsv` is missing.";

  private final Inputs in;
  private final Trials study;
  private final List<Claim> claims;
  private final Map<String, Function<List<String>, String>> named = new TreeMap<>();

  Values(Inputs in, List<Claim> claims) {
    this.in = in;
    this.study = in.study();
    this.claims = claims;
    nameRecordings();
    named.putAll(new StudyValues(in).all());
    nameClaims();
    nameTimes();
  }

  /**
   * The text of a value.
   *
   * @throws PaperException if there is no such value
   */
  String of(String expression) {
    String[] words = expression.strip().split(" ");
    Function<List<String>, String> value = named.get(words[0]);
    if (value == null) {
      throw new PaperException(
          "no value is named '" + words[0] + "'; there are " + String.join(", ", named.keySet()));
    }
    return value.apply(Arrays.asList(words).subList(1, words.length));
  }

  private void nameRecordings() {
    named.put(
        "programs",
        words ->
            Format.count(
                in.manifest().rows().stream()
                    .map(row -> row.text("recording").replaceFirst("\\..*", ""))
                    .distinct()
                    .count()));
    named.put("replayed", words -> Format.count(study.recordings().size()));
    named.put("replayed-with-accesses", words -> Format.count(study.withAccesses().size()));
    named.put(
        "with-accesses",
        words ->
            study.withAccesses().stream()
                .map(one -> one.replaceFirst("\\..*", ""))
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow());
    named.put(
        "trials",
        words ->
            Format.count(
                Stream.of(study.table(), in.rounds().table(), in.timed())
                    .flatMap(table -> table.rows().stream())
                    .map(row -> row.text("key"))
                    .distinct()
                    .count()));
    named.put("contenders", words -> Format.count(study.contenders().size()));
    named.put(
        "recorded-mib",
        words ->
            Format.mib(
                in.manifest().rows().stream()
                    .filter(row -> row.text("recording").startsWith(words.getFirst()))
                    .mapToDouble(row -> row.number("peak_live"))
                    .max()
                    .orElseThrow()));
    named.put("recorded-accesses", words -> Format.count(accesses(words.getFirst())));
    named.put("not-replayed", words -> String.join(", ", notReplayed()));
    named.put(
        "heap",
        words ->
            Format.heap(
                words.getFirst().equals("tight")
                    ? Names.TIGHT
                    : words.getFirst().equals("roomy") ? Names.ROOMY : Names.AMPLE));
    named.put("small-machine", words -> Names.SMALL_MACHINE_BYTES / 1024 + " KB");
    named.put("rounds", words -> in.rounds().table().values("rounds").getFirst());
    named.put("kill", words -> in.rounds().table().values("kill_percent").getLast() + " %");
    named.put(
        "budget",
        words ->
            Format.kib(
                    study.table().values("budget").stream()
                        .filter(budget -> !budget.equals(Trials.NO_BUDGET))
                        .mapToDouble(Double::parseDouble)
                        .findFirst()
                        .orElseThrow())
                + " KiB");
  }

  private void nameClaims() {
    named.put("claims", words -> Format.count(claims.size()));
    named.put(
        "today",
        words ->
            Format.count(
                claims.stream()
                    .filter(claim -> claim.today() == Verdict.valueOf(words.getFirst()))
                    .count()));
    named.put(
        "published",
        words ->
            Format.count(
                claims.stream()
                    .filter(claim -> claim.published() == Verdict.valueOf(words.getFirst()))
                    .count()));
    named.put("verdict", words -> claim(words.getFirst()).today().words());
    named.put("because", words -> claim(words.getFirst()).todayBecause());
    named.put("claim", words -> sentences(claim(words.getFirst())));
    named.put(
        "when",
        words ->
            claim(words.get(0)).today() == Verdict.valueOf(words.get(1))
                ? String.join(" ", words.subList(2, words.size()))
                : "");
    named.put("published-files", words -> Format.count(in.published().rows().size()));
    named.put(
        "published-compactions",
        words ->
            Format.count(
                in.published().rows().stream()
                    .mapToDouble(row -> row.number("compactions"))
                    .sum()));
    named.put(
        "published-locks",
        words ->
            Format.count(
                in.published().rows().stream().mapToDouble(row -> row.number("locks")).sum()));
  }

  private Claim claim(String name) {
    return claims.stream()
        .filter(claim -> claim.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new PaperException("no claim is named " + name));
  }

  private static String sentences(Claim claim) {
    return "*%s: %s.* On the published data this %s: %s. On ours it *%s*: %s. It %s (%d trials)."
        .formatted(
            claim.name(),
            claim.words(),
            claim.published().words(),
            claim.publishedBecause(),
            claim.today().words(),
            claim.todayBecause(),
            claim.rule(),
            claim.keys().size());
  }

  private void nameTimes() {
    named.put(
        "time",
        words -> in.times().compare(words.get(0), words.get(1)).words(words.get(0), words.get(1)));
    named.put("timed-programs", words -> Format.count(in.times().programs().size()));
    named.put("machine", words -> environment("cpu"));
    named.put("jdk", words -> environment("jdk"));
    named.put("os", words -> environment("os"));
    named.put("prediction", words -> in.prediction().map(Values::predicted).orElse(NO_PREDICTION));
    named.put("library-range", words -> libraryRange(words.getFirst()));
  }

  private String environment(String column) {
    return String.join(
        "; ",
        in.timed().rows().stream()
            .filter(row -> row.has(column))
            .map(row -> row.text(column))
            .distinct()
            .toList());
  }

  private double accesses(String recording) {
    TsvTable.Row row = in.manifest().where(one -> one.is("recording", recording)).getFirst();
    return row.number("ops") - row.number("requests");
  }

  private List<String> notReplayed() {
    return in.manifest().rows().stream()
        .map(row -> row.text("recording"))
        .filter(recording -> !study.recordings().contains(recording))
        .toList();
  }

  private static String predicted(TsvTable prediction) {
    List<TsvTable.Row> compared =
        prediction.where(row -> !row.is("library", Names.REFERENCE)); // its own is 1 by definition
    List<Double> ratios = compared.stream().map(row -> row.number("ratio")).sorted().toList();
    return "Over %d programs and %d libraries beside %s the ratio of predicted to real peak is %s to %s, median %s."
        .formatted(
            prediction.values("program").size(),
            compared.stream().map(row -> row.text("library")).distinct().count(),
            Names.REFERENCE,
            Format.decimals(ratios.getFirst(), 2),
            Format.decimals(ratios.getLast(), 2),
            Format.decimals(Trials.median(ratios), 2));
  }

  private String libraryRange(String library) {
    List<Double> ratios =
        in.timed().where(row -> row.is("contender", library) && row.has("resident_peak")).stream()
            .map(row -> row.number("resident_peak") / row.number("peak_live"))
            .sorted()
            .toList();
    return ratios.isEmpty()
        ? "no figure"
        : Format.decimals(ratios.getFirst(), 2) + " to " + Format.decimals(ratios.getLast(), 2);
  }
}
