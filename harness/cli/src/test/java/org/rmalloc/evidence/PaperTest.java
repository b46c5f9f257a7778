// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paper in {@code results/study-2014} says what its tables say, and nothing of its own. */
final class PaperTest {
  private static final Path STUDY =
      Path.of("../../results/study-2014").toAbsolutePath().normalize();

  /** What a sentence may have: years, H1, claims, names of allocators and programs. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b(19|20)\\d\\d\\b|\\bH1\\b|\\bC[1-9]\\b|\\brmalloc2\\b|\\bcc1\\b|95 %|[a-z_]+_2014");

  /**
   * Sources that have numbers of the outputs, of formats or of the experiments, but none of data.
   */
  private static final Set<String> LAYOUT =
      Set.of("HtmlWriter", "LatexWriter", "Inline", "SourceReader", "Format", "Names");

  private static final Pattern INTERVAL =
      Pattern.compile("\\*?[0-9.,]+ \\[[0-9.,]+, [0-9.,]+]|did not finish");

  private static final Pattern SIGNED_INTERVAL =
      Pattern.compile("[+\u2212][0-9.]+ \\[[+\u2212][0-9.]+, [+\u2212][0-9.]+]</td>");

  private static final Pattern VALUE = Pattern.compile("\\{\\{[^}]*}}");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern DIRECTIVE = Pattern.compile("%[0-9$+,.]*[a-z]");

  @TempDir private static Path classes;
  private static Method paper;

  @TempDir private Path folder;
  private Path study;

  @BeforeAll
  static void compile() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
    sources().forEach(source -> arguments.add(source.toString()));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)));
    var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    paper = loader.loadClass("Paper").getDeclaredMethod("run", String[].class, PrintStream.class);
    paper.setAccessible(true);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(STUDY.resolve("paper"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @BeforeEach
  void copy() throws IOException {
    study = folder.resolve("study");
    for (Path part : List.of(STUDY, STUDY.resolve("paper"))) {
      Path target = study.resolve(STUDY.relativize(part).toString());
      Files.createDirectories(target);
      try (var files = Files.list(part)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
  }

  /** Runs the program, and returns what it says of a failure. */
  private String build(String out) throws Exception {
    var errors = new ByteArrayOutputStream();
    String[] arguments = {study.toString(), folder.resolve(out).toString()};
    int status =
        (int) paper.invoke(null, arguments, new PrintStream(errors, true, StandardCharsets.UTF_8));
    assertEquals(errors.size() == 0 ? 0 : 2, status);
    return errors.toString(StandardCharsets.UTF_8);
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** The cells of the first trial of rmalloc2 in its smallest heap. */
  private static final Pattern SMALLEST =
      Pattern.compile("(?m)^(ls\\.nf\\trmalloc2\\tmin\\tnone\\tnone\\t.*)$");

  private void change(String table, UnaryOperator<String> how) throws IOException {
    Path file = study.resolve(table);
    String before = Files.readString(file);
    String after = how.apply(before);
    assertFalse(before.equals(after), table + " is unchanged");
    Files.writeString(file, after);
  }

  private static String with(String line, String heading, String column, long value) {
    int at = List.of(heading.split("\t")).indexOf(column);
    String[] cells = line.split("\t", -1);
    cells[at] = Long.toString(value);
    return String.join("\t", cells);
  }

  private static long cell(String line, String heading, String column) {
    return Long.parseLong(line.split("\t", -1)[List.of(heading.split("\t")).indexOf(column)]);
  }

  @Test
  void aChangedResultChangesTheNumberInThePaper() throws Exception {
    assertEquals("", build("before"));
    String text = Files.readString(study.resolve("study.tsv"));
    String heading = text.lines().findFirst().orElseThrow();
    Matcher found = SMALLEST.matcher(text);
    assertTrue(found.find());
    String line = found.group();
    long peak = cell(line, heading, "peak_live");
    long roots = cell(line, heading, "root_bytes");
    String ratio =
        String.format(
            Locale.ROOT, "%.3f", (cell(line, heading, "min_heap") + roots) / (double) peak);
    change(
        "study.tsv", all -> all.replace(line, with(line, heading, "min_heap", 7 * peak - roots)));
    assertEquals("", build("after"));
    for (String form : List.of("paper.tex", "paper.html")) {
      String before = row(read("before/" + form));
      assertTrue(before.contains(ratio), before);
      assertEquals(before.replace(ratio, "7.000"), row(read("after/" + form)));
    }
  }

  /** The row of ls.nf in the table of smallest heaps. */
  private static String row(String paper) {
    int table = paper.indexOf("Smallest heap over the peak");
    int row = paper.indexOf("ls.nf", table);
    return paper.substring(row, paper.indexOf('\n', row));
  }

  @Test
  void aVerdictFollowsTheTables() throws Exception {
    change(
        "study.tsv",
        all ->
            all.replaceAll(
                "(?m)^(\\S+\trmalloc-compacting\t1.5x\t.*\t)(finished|out-of-memory)\t",
                "$1finished\t"));
    assertEquals("", build("all"));
    assertTrue(read("all/claims.tsv").contains("C8\tcannot be told\tholds\t"));
    change(
        "study.tsv",
        all ->
            all.replaceFirst(
                "(?m)^(\\S+\trmalloc-compacting\t1.5x\t.*\t)finished\t", "$1out-of-memory\t"));
    assertEquals("", build("one"));
    assertTrue(read("one/claims.tsv").contains("C8\tcannot be told\tdoes not hold\t"));
  }

  @Test
  void whereTheBaseHasNoSmallestHeapThereIsNoRatio() throws Exception {
    change(
        "study.tsv",
        all ->
            all.replaceFirst(
                "(?m)^(ls\\.nf\trmalloc\tmin\tnone\tnone(?:\t[^\t]*){6}\t)\\d+\t", "$1\t"));
    assertEquals("", build("out"));
    assertTrue(
        Pattern.compile("the ratios are 0\\.[1-9]\\d* to 1\\.000, without [a-z., ]*ls\\.nf")
            .matcher(read("out/paper.html"))
            .find());
  }

  @Test
  void predictedTimesAreInMilliseconds() throws Exception {
    change(
        "prediction.tsv",
        all ->
            all.replaceFirst(
                "(?m)^(sqlite3\tjemalloc\t.*\t)-?0\\.\\d+((\t[^\t]*){3})$", "$1-0.1234$2"));
    assertEquals("", build("out"));
    String paper = read("out/paper.html");
    assertTrue(paper.contains("Processor time in ms more") && paper.contains("\u2212123.4<"));
  }

  @Test
  void whatPublishedDataSayFollowsTheirTable() throws Exception {
    assertEquals("", build("before"));
    String none = "no compaction ran in any of 12 files";
    assertTrue(read("before/paper.html").contains("this cannot be told: " + none));
    change("published.tsv", all -> all.replaceFirst("(?m)^((?:[^\t]*\t){4})0\t", "$15\t"));
    assertEquals("", build("after"));
    String after = read("after/paper.html");
    assertFalse(after.contains(none));
    assertTrue(after.contains("compactions ran in 1 of 12 files"));
    assertTrue(read("after/claims.tsv").contains("C4\tdoes not hold\t"));
  }

  @Test
  void aPeakThatIsOffIsExplainedOrRefused() throws Exception {
    changeRatio("gcc\tscudo", "0.8000");
    assertEquals("", build("explained"));
    assertTrue(read("explained/paper.html").contains("0.80 under <code>scudo</code>"));
    changeRatio("python3\ttbbmalloc", "0.8000");
    String refusal = build("refused");
    assertTrue(
        refusal.contains("the peak of python3 under tbbmalloc is off by more than 15.0 %"),
        refusal);
  }

  private void changeRatio(String of, String ratio) throws IOException {
    change(
        "prediction.tsv",
        all -> all.replaceFirst("(?m)^(" + of + "(?:\t[^\t]*){5}\t)[^\t]*", "$1" + ratio));
  }

  @Test
  void aTimeThatIsOffIsExplainedOrRefused() throws Exception {
    assertEquals("", build("explained"));
    String paper = read("explained/paper.html");
    String table = paper.substring(paper.indexOf("Why times are off by more than 15 %"));
    assertTrue(SIGNED_INTERVAL.matcher(table.substring(0, table.indexOf("</table>"))).find());
    String split = "(?m)^(sqlite3\tjemalloc(?:\t[^\t]*){9}\t)[^\t]*\t[^\t]*\t[^\t]*";
    for (String end : List.of("$1-9\t-12\t-7", "$19\t-1\t12")) { // not beyond their interval
      change("prediction-times.tsv", all -> all.replaceFirst(split, end));
      String refusal = build("refused");
      assertTrue(
          refusal.contains("the time of sqlite3 under jemalloc is off by more than 15.0 %"),
          refusal);
    }
  }

  /** Every time has its interval, and says of which machine it is. */
  @Test
  void timesHaveIntervalsAndAMachine() throws Exception {
    assertEquals("", build("out"));
    String paper = read("out/paper.html");
    String machine = cells("timed.tsv", "cpu").getFirst();
    for (String table : List.of("Mean time of an op in ns", "Mean time of an op of malloc")) {
      String rows = paper.substring(paper.indexOf(table));
      rows = rows.substring(0, rows.indexOf("</table>"));
      assertTrue(rows.contains(machine), rows);
      for (String cell : rows.split("<td>", -1)) {
        assertTrue(
            !cell.contains("</td>") || cell.contains("class=") || INTERVAL.matcher(cell).find(),
            cell);
      }
    }
  }

  private List<String> cells(String table, String column) throws IOException {
    List<String> lines = Files.readAllLines(study.resolve(table));
    int at = List.of(lines.getFirst().split("\t")).indexOf(column);
    return lines.stream().skip(1).map(line -> line.split("\t", -1)[at]).toList();
  }

  @Test
  void aMissingTableIsNamedWithTheCommandThatMakesIt() throws Exception {
    Files.delete(study.resolve("rounds.tsv"));
    assertEquals(
        "paper: %s: missing; make it by results/study-2014/measure RECORDINGS%n"
            .formatted(study.resolve("rounds.tsv")),
        build("out"));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void noNumberIsTypedByHand() throws IOException {
    for (String line : Files.readAllLines(STUDY.resolve("paper/paper.md"))) {
      noDigit(line, VALUE.matcher(line).replaceAll(""));
    }
    for (Path source : sources()) {
      if (LAYOUT.contains(source.getFileName().toString().replace(".java", ""))) {
        continue;
      }
      for (String line : Files.readAllLines(source)) {
        Matcher literal = LITERAL.matcher(line);
        while (literal.find() && !line.contains("case \"") && !line.contains(".length()")) {
          noDigit(line, DIRECTIVE.matcher(literal.group(1)).replaceAll(""));
        }
      }
    }
  }

  private static void noDigit(String line, String words) {
    String rest = NAMES.matcher(words).replaceAll("");
    assertFalse(rest.chars().anyMatch(Character::isDigit), line);
  }
}
