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
          "\\b(19|20)\\d\\d\\b|\\bH1\\b|\\bC[1-9]\\b|\\brmalloc2\\b|32-bit|95 %|[a-z_]+_2014");

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
    assertTrue(paper.contains("predicted, ms more") && paper.contains("\u2212123.4<"));
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
      String words = VALUE.matcher(line).replaceAll("");
      String caption = line.contains(" | ") ? line.substring(line.indexOf(" | ")) : "";
      noDigit(line, words + caption);
    }
    for (String source :
        List.of("Claims", "PaperTables", "ScoredTables", "Values", "StudyValues")) {
      for (String line : Files.readAllLines(STUDY.resolve("paper/" + source + ".java"))) {
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
