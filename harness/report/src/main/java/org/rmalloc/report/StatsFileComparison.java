// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rmalloc.replay.PlanAndFrontier;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.finding.ComparisonFindingFinder;
import org.rmalloc.report.finding.Finding;
import org.rmalloc.report.finding.FindingWords;
import org.rmalloc.report.html.HtmlReport;
import org.rmalloc.report.html.LibraryComparisonSection;
import org.rmalloc.report.html.SingleApplicationReport;
import org.rmalloc.report.natives.ComparableLibraries;
import org.rmalloc.report.natives.LibraryFindingFinder;
import org.rmalloc.report.natives.LibraryJsonWriter;
import org.rmalloc.report.natives.LibraryStatsFile;
import org.rmalloc.report.natives.LibraryTable;
import org.rmalloc.report.points.ComparedFileOrder;
import org.rmalloc.report.points.StatsFile;
import org.rmalloc.report.run.ResultsByTrace;
import org.rmalloc.report.scoring2014.ScoreJsonWriter2014;
import org.rmalloc.report.scoring2014.ScoreTable2014;
import org.rmalloc.report.scoring2014.ScoreTables2014;
import org.rmalloc.report.scoring2014.Scoring2014;
import org.rmalloc.report.sound.ComparisonScoreJsonWriter;
import org.rmalloc.report.sound.ComparisonScoreTables;
import org.rmalloc.report.sound.ComparisonScores;
import org.rmalloc.report.sound.ScoreExportTable;
import org.rmalloc.report.split.FootprintSplitTable;
import org.rmalloc.report.split.FootprintSplits;
import org.rmalloc.report.table.CsvTablePrinter;
import org.rmalloc.report.table.Table;
import org.rmalloc.trace.Trace;
import tools.jackson.core.JsonGenerator;

/** Compares alloc-stats files: what may be compared with what, scored and printed. */
public final class StatsFileComparison {
  private final List<StatsFile> files;
  private final List<ComparedFileGroup> groups;
  private final List<ComparableLibraries> libraries;
  private final double tolerance;
  private final List<ComparisonScoresAndPoints> scored = new ArrayList<>();

  /** By the trace's SHA-256. */
  private final Map<String, PlanAndFrontier> plansAndFrontiers = new HashMap<>();

  private Optional<MemoryCharts2014> grapher = Optional.empty();

  private StatsFileComparison(
      List<StatsFile> files,
      List<StatsFile> pooled,
      List<LibraryStatsFile> libraries,
      double tolerance) {
    this.files = List.copyOf(files);
    this.libraries = ComparableLibraries.of(libraries);
    this.tolerance = tolerance;
    this.groups = ComparedFileGroup.byTraceAndHeap(pooled);
  }

  /**
   * Reads files. Scored soundly, several results of one trial and label are one; the tool of 2014
   * knew no such thing.
   *
   * @param files at least one
   * @throws org.rmalloc.report.points.StatsFormatException where one is no alloc-stats file, or a
   *     damaged one
   */
  public static StatsFileComparison of(List<Path> files, ComparedFileOrder order)
      throws IOException {
    return of(files, order, ComparisonFindingFinder.DEFAULT_TOLERANCE);
  }

  /**
   * The same.
   *
   * @param tolerance a share, from 0: contenders that differ by no more count as equal in findings
   */
  public static StatsFileComparison of(List<Path> files, ComparedFileOrder order, double tolerance)
      throws IOException {
    List<StatsFile> opened = new ArrayList<>();
    List<LibraryStatsFile> libraries = new ArrayList<>();
    for (Path file : order.of(files)) {
      Optional<LibraryStatsFile> library = StatsFileOpener.openLibrary(file);
      if (library.isPresent()) {
        libraries.add(library.get());
      } else {
        opened.add(StatsFileOpener.open(file));
      }
    }
    return new StatsFileComparison(opened, PooledStatsFile.of(opened), libraries, tolerance);
  }

  /**
   * Has charts of the groups of this trace show the lives of its blocks.
   *
   * @throws org.rmalloc.trace.UsageException when no group is of it
   */
  public void drawLifetimes(Trace trace) {
    grapher = Optional.of(MemoryCharts2014.of(trace, groups));
  }

  /** Has the page of a trace, named by its SHA-256, show what else was measured of it. */
  public void show(String sha256, PlanAndFrontier planAndFrontier) {
    plansAndFrontiers.put(sha256, planAndFrontier);
  }

  /**
   * Scores the files of each trace as the 2014 tool did, whatever their heaps, and prints the
   * tables.
   */
  public String scored2014(CompareFormat format) throws IOException {
    List<ScoreTable2014> scores = new ArrayList<>();
    for (ComparedFileGroup group : ComparedFileGroup.byTrace(files)) {
      scores.add(Scoring2014.score(group.app(), group.files(), group.heapSizes()));
    }
    return switch (format) {
      case JSON -> ComparisonPrinter.json(json -> ScoreJsonWriter2014.write(json, scores));
      case CSV -> CsvTablePrinter.of(ScoreTables2014.figures(scores));
      case TEXT, MARKDOWN, LATEX ->
          ComparisonPrinter.tables(ScoreTables2014.printed(scores), format);
    };
  }

  /** Scores every group soundly and prints the tables. */
  public String scoredSoundly(CompareFormat format) throws IOException {
    List<ComparisonScores> scores =
        scored().stream().map(ComparisonScoresAndPoints::score).toList();
    return switch (format) {
      case JSON -> {
        List<List<String>> findings = words(findings());
        yield ComparisonPrinter.json(json -> writeGroups(json, scores, findings));
      }
      case CSV -> csv(scores);
      case TEXT ->
          ComparisonPrinter.sentences(words(findings()))
              + ComparisonPrinter.tables(tablesOfAll(scores), format);
      case MARKDOWN, LATEX -> ComparisonPrinter.tables(tablesOfAll(scores), format);
    };
  }

  private void writeGroups(
      JsonGenerator json, List<ComparisonScores> scores, List<List<String>> findings) {
    json.writeStartArray();
    ComparisonScoreJsonWriter.writeEach(json, scores, findings);
    for (int i = 0; i < libraries.size(); i++) {
      LibraryJsonWriter.write(json, libraries.get(i), findings.get(scores.size() + i));
    }
    json.writeEndArray();
  }

  /** Malloc libraries have other columns: their tables follow after a blank line each. */
  private String csv(List<ComparisonScores> scores) {
    List<String> tables = new ArrayList<>();
    if (!scores.isEmpty()) {
      tables.add(CsvTablePrinter.of(ScoreExportTable.table(scores)));
    }
    libraries.forEach(group -> tables.add(CsvTablePrinter.of(LibraryTable.of(group.results()))));
    return String.join("\n", tables);
  }

  /** Of arenas, what their footprints are made of, and after them of malloc libraries. */
  private List<Table> tablesOfAll(List<ComparisonScores> scores) {
    List<Table> tables = new ArrayList<>(ComparisonScoreTables.of(scores));
    FootprintSplits.dividedIn(ResultsByTrace.results(scores))
        .map(FootprintSplitTable::of)
        .ifPresent(tables::add);
    libraries.forEach(group -> tables.add(LibraryTable.of(group.results())));
    return tables;
  }

  private SeriesStyles styles() {
    return SeriesStyles.of(
        Stream.concat(
                groups.stream()
                    .flatMap(group -> group.files().stream())
                    .map(file -> file.header().label()),
                libraries.stream()
                    .flatMap(group -> group.libraries().stream())
                    .map(LibraryStatsFile::label))
            .toList());
  }

  /** The sound scores, and what charts draw, from one pass over each group's files. */
  private List<ComparisonScoresAndPoints> scored() throws IOException {
    if (scored.isEmpty()) {
      for (ComparedFileGroup group : groups) {
        scored.add(ComparisonScoresAndPoints.of(group));
      }
    }
    return scored;
  }

  /**
   * Writes every chart as SVG, PDF and PNG into a folder, which is made where it is missing; those
   * of several applications, and of malloc libraries beside arenas, into a folder each.
   */
  public void writeCharts(Path folder) throws IOException {
    new ComparisonCharts(groups, scored(), libraries, styles(), grapher).write(folder);
  }

  /** Writes the report of all groups as one HTML page. */
  public void writeHtml(Path file) throws IOException {
    List<SingleApplicationReport> apps = new ArrayList<>();
    List<List<String>> findings = words(findings());
    ResultsByTrace runs = runs();
    for (int i = 0; i < groups.size(); i++) {
      ComparisonScoresAndPoints app = scored().get(i);
      PlanAndFrontier planAndFrontier = planAndFrontier(groups.get(i));
      apps.add(
          new SingleApplicationReport(
              app.score(),
              findings.get(i),
              ReportSections.of(
                  app,
                  findings.get(i),
                  runs.tablesFirstOf(i),
                  FootprintSplits.of(runs.firstOf(i), planAndFrontier.plan()),
                  planAndFrontier,
                  styles())));
    }
    byte[] page =
        HtmlReport.of(apps, librarySections(findings), styles()).getBytes(StandardCharsets.UTF_8);
    ChartFolderWriter.write(file, out -> out.write(page));
  }

  private PlanAndFrontier planAndFrontier(ComparedFileGroup group) {
    return group
        .files()
        .getFirst()
        .header()
        .trace()
        .sha256()
        .map(plansAndFrontiers::get)
        .orElse(PlanAndFrontier.NONE);
  }

  /** Findings of malloc libraries come after those of all groups. */
  private List<LibraryComparisonSection> librarySections(List<List<String>> findings) {
    List<LibraryComparisonSection> sections = new ArrayList<>();
    for (int i = 0; i < libraries.size(); i++) {
      sections.add(
          new LibraryComparisonSection(
              libraries.get(i), findings.get(groups.size() + i), styles()));
    }
    return sections;
  }

  /** What the files show, group by group; those of malloc libraries come last. */
  public List<List<Finding>> findings() throws IOException {
    ResultsByTrace runs = runs();
    List<List<Finding>> findings = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      List<Finding> ofGroup =
          new ArrayList<>(ComparisonFindingFinder.of(scored().get(group).score(), tolerance));
      ofGroup.addAll(
          afterRecommendation(ofGroup),
          ComparisonFindingFinder.ofSmallestHeaps(runs.firstOf(group)));
      findings.add(ofGroup);
    }
    for (ComparableLibraries group : libraries) {
      findings.add(LibraryFindingFinder.of(group.results(), tolerance));
    }
    return findings;
  }

  private static int afterRecommendation(List<Finding> findings) {
    int index = 0;
    while (index < findings.size() && findings.get(index).isAboutTheRecommendation()) {
      index++;
    }
    return index;
  }

  private ResultsByTrace runs() throws IOException {
    return ResultsByTrace.of(scored().stream().map(ComparisonScoresAndPoints::score).toList());
  }

  private static List<List<String>> words(List<List<Finding>> findings) {
    return findings.stream()
        .map(ofGroup -> ofGroup.stream().map(FindingWords::of).toList())
        .toList();
  }
}
