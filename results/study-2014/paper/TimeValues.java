// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The values of what is timed, of the machine, and of the pages of malloc libraries. */
final class TimeValues {
  private final Inputs in;
  private final Map<String, Function<List<String>, String>> named = new TreeMap<>();

  TimeValues(Inputs in) {
    this.in = in;
    named.put(
        "time",
        words -> in.times().compare(words.get(0), words.get(1)).words(words.get(0), words.get(1)));
    named.put("timed-programs", _ -> Format.count(in.times().programs().size()));
    named.put("machine", _ -> in.environment("cpu"));
    named.put("jdk", _ -> in.environment("jdk"));
    named.put("os", _ -> in.environment("os"));
    named.put("library-range", words -> libraryRange(words.getFirst()));
  }

  Map<String, Function<List<String>, String>> all() {
    return Map.copyOf(named);
  }

  private String libraryRange(String library) {
    List<Double> ratios =
        in.timed().where(row -> row.is("contender", library) && row.has("resident_peak")).stream()
            .map(row -> row.number("resident_peak") / row.number("peak_live"))
            .toList();
    return Format.range(ratios, 2);
  }
}
