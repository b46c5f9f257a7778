import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The table in Markdown: a section for each measure, policies down, recordings across. */
final class FragmentationReport {
  private static final String ABSENT = "-";

  private final List<Map<String, String>> rows = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private FragmentationReport(List<String> lines) {
    String[] heading = lines.getFirst().split("\t");
    for (String line : lines.subList(1, lines.size())) {
      Map<String, String> row = new HashMap<>();
      String[] cells = line.split("\t");
      for (int i = 0; i < heading.length; i++) {
        row.put(heading[i], cells[i]);
      }
      rows.add(row);
    }
  }

  /** Arguments: a table, tab-separated, and the file to write. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[1]), of(Files.readAllLines(Path.of(arguments[0]))));
  }

  /** The lines of a table, heading first, as Markdown. */
  static String of(List<String> lines) {
    FragmentationReport report = new FragmentationReport(lines);
    report.text.append("# Fragmentation: every policy on every recording\n\n");
    report.text.append("Written by `results/reproduce`; README.md beside it says what it means.\n");
    report.text.append("All but the first table in percent; - did not finish; *mean* over all.\n");
    report.recordings();
    report.section("Smallest heap over peak live bytes, less 1", "min_heap");
    report.section("Measure 1: heap used over live bytes, averaged, less 1", "measure_1");
    report.section("Measure 2: heap used over live bytes at peak live, less 1", "measure_2");
    report.section("Measure 3: peak heap used over live bytes then, less 1", "measure_3");
    report.section("Measure 4: peak heap used over peak live bytes, less 1", "measure_4");
    return report.text.toString();
  }

  private List<String> distinct(String column) {
    return rows.stream().map(row -> row.get(column)).distinct().toList();
  }

  private void recordings() {
    text.append("\n| recording | requests | peak live bytes | SHA-256 |\n");
    text.append("| --- | ---: | ---: | --- |\n");
    rows.stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | `%s` |\n",
                    row.get("trace"),
                    Long.parseLong(row.get("requests")),
                    Long.parseLong(row.get("peak_live")),
                    row.get("sha256")))
        .distinct()
        .forEach(text::append);
  }

  private void section(String title, String column) {
    List<String> traces = distinct("trace");
    text.append("\n## ").append(title).append("\n\n| policy |");
    traces.forEach(trace -> text.append(' ').append(shortName(trace)).append(" |"));
    text.append(" mean |\n| --- |").append(" ---: |".repeat(traces.size() + 1)).append('\n');
    for (String policy : distinct("policy")) {
      text.append("| ").append(policy).append(" |");
      traces.stream().map(trace -> value(trace, policy, column)).forEach(this::cell);
      cell(mean(traces, policy, column));
      text.append('\n');
    }
  }

  private void cell(OptionalDouble value) {
    text.append(' ').append(percent(value)).append(" |");
  }

  private static String percent(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.1f", 100 * value.getAsDouble())
        : ABSENT;
  }

  private OptionalDouble mean(List<String> traces, String policy, String column) {
    boolean all = traces.stream().allMatch(trace -> value(trace, policy, column).isPresent());
    return all
        ? traces.stream().mapToDouble(trace -> value(trace, policy, column).getAsDouble()).average()
        : OptionalDouble.empty();
  }

  private OptionalDouble value(String trace, String policy, String column) {
    return rows.stream()
        .filter(row -> row.get("trace").equals(trace) && row.get("policy").equals(policy))
        .findFirst()
        .map(row -> value(row, column))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble value(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell.equals(ABSENT)) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(cell);
    return OptionalDouble.of(
        column.equals("min_heap") ? number / Double.parseDouble(row.get("peak_live")) - 1 : number);
  }

  private static String shortName(String trace) {
    return trace.replaceFirst("\\.(full|nf)$", "");
  }
}
