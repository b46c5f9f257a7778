// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The figures that a page shows of its contenders, wherever it shows them: in tables, sentences,
 * and the data of its charts. Read from the page alone, as its reader does.
 */
final class SeenFigures {
  private static final String LIBRARY = "library "; // noop is one thing there, another here
  private static final Pattern ANY = Pattern.compile(".*");
  private static final Pattern TABLE =
      Pattern.compile("<thead>(.*?)</thead>\\s*<tbody>(.*?)</tbody>", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
  private static final Pattern CELL = Pattern.compile("<t[hd]\\b[^>]*>(.*?)</t[hd]>");
  private static final Pattern DATA =
      Pattern.compile("<script[^>]*id=\"data\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern SHOWN =
      Pattern.compile("([0-9][0-9,]*(?:\\.[0-9]+)?)(?: (B|KiB|MiB|GiB|ns|µs|ms|s))?(?![0-9.%])");
  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "B", BigDecimal.ONE,
          "KiB", BigDecimal.valueOf(1 << 10),
          "MiB", BigDecimal.valueOf(1 << 20),
          "GiB", BigDecimal.valueOf(1 << 30),
          "ns", BigDecimal.ONE,
          "µs", BigDecimal.valueOf(1_000),
          "ms", BigDecimal.valueOf(1_000_000),
          "s", BigDecimal.valueOf(1_000_000_000));

  /** What a column of a table is called there, and the figure that it shows. */
  private static final Map<Pattern, String> COLUMNS =
      Map.ofEntries(
          column("smallest heap, (B|KiB|MiB)", "smallest heap"),
          column("footprint (B|KiB|MiB)", "footprint"),
          column("footprint (peak)", "footprint"),
          column("cost (/request)", "cost"),
          column("cost (per request)", "cost"),
          column("throughput (ns)/op", "throughput"),
          column("average (ns), 95 % interval", "throughput"),
          column("median (ns)", "median"),
          column("p50 (ns)", "median"),
          column("p99 (ns)", "p99"),
          column("worst wait, (ns|µs|ms)", "slowest"),
          column("slowest (ns)", "slowest"),
          column("resident (B|KiB|MiB)", "resident"),
          column("at end (B|KiB|MiB)", "resident at the end"),
          column("start (B|KiB|MiB)", "resident at the start"));

  /** Sentences that give a contender's figure: the groups are its label and the figure. */
  private static final Map<Pattern, String> SENTENCES =
      Map.of(
          Pattern.compile(
              "Recommended: (\\S+), (?:which|the only one that) takes ([0-9][^,]*?[iB]+),"),
          "footprint",
          Pattern.compile("Smallest footprint: (\\S+), ([0-9][0-9,.]* [KMG]?i?B)"),
          "footprint",
          Pattern.compile("(?:that of|,) (\\S+), ([0-9][0-9,]* B) \\([0-9.]+ x peak\\)"),
          "smallest heap",
          Pattern.compile("since (\\S+) needs only ([0-9][0-9,]* B)"),
          "smallest heap",
          Pattern.compile("(?:heap than [0-9,]+ B: |peak\\); )(\\S+), ([0-9][0-9,]* B)"),
          "smallest heap");

  /** Marks of charts: the chart's title, the category or "" for the height, the figure. */
  private static final List<List<String>> MARKS =
      List.of(
          List.of("Latency of requests", "50%", "median"),
          List.of("Latency of requests", "99%", "p99"),
          List.of("Latency of requests", "slowest", "slowest"),
          List.of("Resident pages of malloc libraries", "peak", "resident"),
          List.of("Resident pages of malloc libraries", "at the end", "resident at the end"),
          List.of("Resident pages of malloc libraries", "start", "resident at the start"));

  /** Fields of the data behind the page. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "average", "throughput",
          "median", "median",
          "p99_ns", "p99",
          "slowest_ns", "slowest",
          "footprint", "footprint",
          "cost_per_op", "cost");

  /** One showing of a figure: it is anywhere from low to high, as it was rounded. */
  private record Showing(String where, BigDecimal low, BigDecimal high) {
    boolean agreesWith(Showing other) {
      return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
    }

    @Override
    public String toString() {
      return where + ": " + low.toPlainString() + ".." + high.toPlainString();
    }
  }

  private final Map<String, List<Showing>> showings = new TreeMap<>(); // by contender and figure

  private SeenFigures() {}

  /** Reads a page. */
  static SeenFigures on(String page) {
    SeenFigures seen = new SeenFigures();
    String body = page.substring(page.indexOf("<body>"));
    Matcher data = DATA.matcher(body);
    if (data.find()) {
      seen.data(new ObjectMapper().readTree(data.group(1)));
    }
    String markup = body.substring(0, body.indexOf("<script"));
    Matcher table = TABLE.matcher(markup);
    while (table.find()) {
      seen.table(cells(table.group(1)), rows(table.group(2)));
    }
    Stream.of(markup.split("</p>", -1)).map(SeenFigures::text).forEach(seen::sentence);
    return seen;
  }

  /** How many figures were seen twice or more often. */
  long seenTwice() {
    return showings.values().stream().filter(all -> all.size() > 1).count();
  }

  /** Whether a figure was seen twice or more often of any contender. */
  boolean sawTwice(String figure) {
    return showings.entrySet().stream()
        .anyMatch(entry -> entry.getKey().endsWith(": " + figure) && entry.getValue().size() > 1);
  }

  /** Each figure that the page shows with two values. */
  List<String> contradictions() {
    List<String> found = new ArrayList<>();
    showings.forEach(
        (figure, all) -> {
          if (all.stream().anyMatch(one -> !one.agreesWith(narrowest(all)))) {
            found.add(figure + " is " + all);
          }
        });
    return found;
  }

  private static Showing narrowest(List<Showing> all) {
    return all.stream()
        .min((a, b) -> a.high.subtract(a.low).compareTo(b.high.subtract(b.low)))
        .orElseThrow();
  }

  private void table(List<String> headings, List<List<String>> rows) {
    boolean ofLibraries = headings.contains("library");
    int name = headings.indexOf(ofLibraries ? "library" : "allocator");
    if (name < 0) {
      return;
    }
    for (List<String> row : rows) {
      row(headings, row, (ofLibraries ? LIBRARY : "") + row.get(name));
    }
  }

  private void row(List<String> headings, List<String> row, String label) {
    for (int column = 0; column < row.size(); column++) {
      Matcher heading = ANY.matcher(headings.get(column));
      for (Map.Entry<Pattern, String> known : COLUMNS.entrySet()) {
        if (heading.usePattern(known.getKey()).matches()) {
          String where = "table column \"" + heading.group() + "\"";
          shown(where, label, known.getValue(), row.get(column), heading.group(1));
        }
      }
    }
  }

  private void sentence(String text) {
    SENTENCES.forEach(
        (pattern, figure) -> {
          Matcher said = pattern.matcher(text);
          while (said.find()) {
            shown("\"" + said.group() + "\"", said.group(1), figure, said.group(2), "");
          }
        });
  }

  private void data(JsonNode data) {
    for (JsonNode score : data.get("scores")) {
      for (String part : List.of("speed", "space")) {
        score
            .get(part)
            .forEach(one -> FIELDS.forEach((field, figure) -> field(one, field, figure)));
      }
    }
    data.get("charts").forEach(chart -> chart(chart.get("spec")));
  }

  private void field(JsonNode one, String field, String figure) {
    if (one.has(field) && one.get(field).isNumber() && one.get("finished").booleanValue()) {
      exact("data." + field, one.get("driver").stringValue(), figure, one.get(field));
    }
  }

  private void chart(JsonNode spec) {
    if (!spec.has("marks")) {
      return;
    }
    String title = spec.get("title").stringValue();
    for (JsonNode mark : spec.get("marks")) {
      String library = title.contains("malloc libraries") ? LIBRARY : "";
      String label = library + mark.get("name").stringValue();
      if (title.contains("Time against")) {
        String memory = title.contains("resident") ? "resident" : "footprint";
        exact("chart \"" + title + "\"", label, memory, mark.get("x"));
        exact("chart \"" + title + "\"", label, "throughput", mark.get("y"));
      }
      for (List<String> known : MARKS) {
        if (title.contains(known.get(0)) && category(spec, mark).equals(known.get(1))) {
          exact("chart \"" + title + "\"", label, known.get(2), mark.get("y"));
        }
      }
    }
  }

  private static String category(JsonNode spec, JsonNode mark) {
    JsonNode category = spec.get("categories").get((int) mark.get("x").doubleValue());
    return category == null ? "" : category.stringValue();
  }

  private void exact(String where, String label, String figure, JsonNode value) {
    BigDecimal exact = value.decimalValue();
    add(label, figure, new Showing(where, exact, exact));
  }

  /** A figure as shown: rounded by half of its last digit at the most. */
  private void shown(String where, String label, String figure, String text, String unit) {
    Matcher number = SHOWN.matcher(text);
    if (!number.lookingAt()) {
      return; // "-", "did not finish"
    }
    BigDecimal value = new BigDecimal(number.group(1).replace(",", ""));
    BigDecimal scale =
        UNITS.getOrDefault(number.group(2) == null ? unit : number.group(2), BigDecimal.ONE);
    BigDecimal half = value.ulp().multiply(scale).divide(BigDecimal.TWO);
    BigDecimal middle = value.multiply(scale);
    add(label, figure, new Showing(where, middle.subtract(half), middle.add(half)));
  }

  private void add(String label, String figure, Showing showing) {
    showings.computeIfAbsent(label + ": " + figure, key -> new ArrayList<>()).add(showing);
  }

  private static List<List<String>> rows(String html) {
    return ROW.matcher(html).results().map(row -> cells(row.group(1))).toList();
  }

  private static List<String> cells(String html) {
    return CELL.matcher(html).results().map(cell -> text(cell.group(1))).toList();
  }

  /** What the reader sees of markup. */
  private static String text(String html) {
    return html.replaceAll("<[^>]*>", " ")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("★", "")
        .replaceAll("\\s+", " ")
        .replaceAll(" ([,.:;])", "$1")
        .strip();
  }

  private static Map.Entry<Pattern, String> column(String heading, String figure) {
    return Map.entry(Pattern.compile(heading), figure);
  }
}
