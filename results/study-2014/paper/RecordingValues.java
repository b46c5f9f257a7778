// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that say what was recorded, and under which conditions it is replayed. */
final class RecordingValues {
  private static final Map<String, String> HEAPS =
      Map.of("tight", Names.TIGHT, "roomy", Names.ROOMY, "ample", Names.AMPLE);

  private final Inputs in;
  private final Trials study;
  private final Map<String, Function<List<String>, String>> named = new TreeMap<>();

  RecordingValues(Inputs in) {
    this.in = in;
    this.study = in.study();
    nameRecordings();
    nameConditions();
  }

  Map<String, Function<List<String>, String>> all() {
    return Map.copyOf(named);
  }

  private void nameRecordings() {
    named.put("programs", _ -> Format.count(programs()));
    named.put("replayed", _ -> Format.count(study.recordings().size()));
    named.put("replayed-with-accesses", _ -> Format.count(study.withAccesses().size()));
    named.put(
        "with-accesses",
        _ ->
            study.withAccesses().stream()
                .map(RecordingValues::program)
                .collect(Collectors.joining(", ")));
    named.put("trials", _ -> Format.count(trials()));
    named.put("contenders", _ -> Format.count(study.contenders().size()));
    named.put("recorded-mib", words -> Format.mib(peak(words.getFirst())));
    named.put("recorded-accesses", words -> Format.count(accesses(words.getFirst())));
    named.put("not-replayed", _ -> String.join(", ", notReplayed()));
  }

  private void nameConditions() {
    named.put("heap", words -> Format.heap(heap(words.getFirst())));
    named.put("small-machine", _ -> Names.SMALL_MACHINE_BYTES / 1024 + " KB");
    named.put("rounds", _ -> in.rounds().table().values("rounds").getFirst());
    named.put("kill", _ -> in.rounds().table().values("kill_percent").getLast() + " %");
    named.put("budget", _ -> Format.kib(budget()) + " KiB");
  }

  private static String program(String recording) {
    return recording.replaceFirst("\\..*", "");
  }

  private long programs() {
    return in.manifest().values("recording").stream()
        .map(RecordingValues::program)
        .distinct()
        .count();
  }

  private long trials() {
    return Stream.of(study.table(), in.rounds().table(), in.timed())
        .flatMap(table -> table.values("key").stream())
        .distinct()
        .count();
  }

  private double peak(String program) {
    return in.manifest().rows().stream()
        .filter(row -> program(row.text("recording")).equals(program))
        .mapToDouble(row -> row.number("peak_live"))
        .max()
        .orElseThrow(() -> new PaperException(in.manifest().file() + ": no program " + program));
  }

  private double accesses(String recording) {
    TsvTable.Row row = in.manifest().where(one -> one.is("recording", recording)).getFirst();
    return row.number("ops") - row.number("requests");
  }

  private List<String> notReplayed() {
    return in.manifest().values("recording").stream()
        .filter(recording -> !study.recordings().contains(recording))
        .toList();
  }

  private static String heap(String name) {
    if (!HEAPS.containsKey(name)) {
      throw new PaperException("no heap is named '" + name + "'; there are " + HEAPS.keySet());
    }
    return HEAPS.get(name);
  }

  private double budget() {
    return study.table().values("budget").stream()
        .filter(budget -> !budget.equals(Trials.NO_BUDGET))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow(() -> new PaperException(study.table().file() + ": no trial has a budget"));
  }
}
