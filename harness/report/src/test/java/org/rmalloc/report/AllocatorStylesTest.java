// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.report.chart.SeriesStyle;
import org.rmalloc.report.chart.SeriesStyles;
import org.rmalloc.report.html.Browser;
import org.rmalloc.report.points.ComparedFileOrder;
import tools.jackson.databind.JsonNode;

/** An allocator looks the same in every chart of a comparison, on the page and in files. */
class AllocatorStylesTest {
  private static final SeriesStyles STYLES = SeriesStyles.of(List.of("a", "b", "d"));

  @TempDir private Path folder;
  private StatsFileComparison comparison;

  /** Two applications; the second one's first allocator is the first one's last. */
  @BeforeEach
  void compare() throws IOException {
    List<Path> files =
        List.of(
            of("one", 'b', "a"),
            of("one", 'b', "b"),
            of("one", 'b', "d"),
            of("two", 'd', "d"),
            of("two", 'd', "a"));
    comparison = StatsFileComparison.of(files, ComparedFileOrder.GIVEN);
  }

  private Path of(String app, char digit, String label) throws IOException {
    return SyntheticStats.writeOf(
        app + ".ops",
        digit,
        folder.resolve(app + label + ".json"),
        label,
        60,
        8 * (label.charAt(0) - 'a'));
  }

  @Test
  void theFilesOfEveryApplicationGiveAnAllocatorItsColour() throws IOException {
    Path charts = folder.resolve("charts");
    comparison.writeCharts(charts);
    for (String app : List.of("one", "two")) {
      for (String label : List.of("a", "d")) {
        Set<String> colors = colors(charts.resolve(app + "/memory-" + label + ".svg"));
        assertEquals(Set.of(STYLES.of(label).css()), kept(colors), app + " " + label);
      }
    }
    for (String chart : List.of("time", "allocatable", "footprint", "latency", "fragmentation")) {
      Set<String> both = Set.of(STYLES.of("a").css(), STYLES.of("d").css());
      assertEquals(both, kept(colors(charts.resolve("two/" + chart + ".svg"))), chart);
    }
  }

  /** Of the colours of an SVG those of allocators. */
  private static Set<String> kept(Set<String> colors) {
    Set<String> kept = new HashSet<>(colors);
    kept.retainAll(STYLES.byLabel().values().stream().map(SeriesStyle::css).toList());
    return kept;
  }

  private static Set<String> colors(Path svg) throws IOException {
    Matcher color = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)").matcher(Files.readString(svg));
    Set<String> colors = new HashSet<>();
    while (color.find()) {
      int[] parts =
          IntStream.rangeClosed(1, 3).map(i -> Integer.parseInt(color.group(i))).toArray();
      colors.add("#%02x%02x%02x".formatted(parts[0], parts[1], parts[2]));
    }
    return colors;
  }

  @Test
  void thePageDrawsTheSame() throws Exception {
    Path page = folder.resolve("report.html");
    comparison.writeHtml(page);
    try (Browser browser = Browser.open(page, Files.createDirectory(folder.resolve("profile")))) {
      JsonNode lines =
          browser.evaluate(
              "rmallocPlots.flatMap(p => p.u.series.slice(1).filter((s, i) =>"
                  + " p.spec.series[i].contender).map(s => [s.label, s.stroke(),"
                  + " s.dash]))");
      JsonNode marks =
          browser.evaluate(
              "[...document.querySelectorAll('.mark')].map(m => [m.ariaLabel[0],"
                  + " m.getAttribute('stroke')])");
      assertFalse(lines.isEmpty() || marks.isEmpty());
      for (JsonNode line : lines) {
        SeriesStyle style = STYLES.of(line.get(0).stringValue());
        assertEquals(style.css(), line.get(1).stringValue());
        assertEquals(style.dash().toString(), line.get(2).toString().replace(",", ", "));
      }
      for (JsonNode mark : marks) {
        assertEquals(STYLES.of(mark.get(0).stringValue()).css(), mark.get(1).stringValue());
      }
      for (int i = 0; i < 40; i++) {
        String shape = SeriesStyle.of("label " + i).shape();
        assertTrue(browser.evaluate("'%s' in shapes".formatted(shape)).booleanValue(), shape);
      }
    }
  }

  @Test
  void theOrderOfLabelsChangesNothing() {
    List<String> labels = IntStream.range(0, 60).mapToObj("label %d"::formatted).toList();
    assertEquals(SeriesStyles.of(labels).byLabel(), SeriesStyles.of(labels.reversed()).byLabel());
  }

  @Test
  void aLabelHasItsStyleWhateverElseIsCompared() {
    for (String other : List.of("b", "c", "dlmalloc", "tlsf")) {
      assertEquals(
          SeriesStyle.of("dlmalloc"), SeriesStyles.of(List.of(other, "dlmalloc")).of("dlmalloc"));
    }
  }

  /** Lines differ by colour or dash, marks by colour or shape, also beside malloc libraries. */
  @Test
  void wellKnownContendersAreToldApart() {
    List<SeriesStyle> styles =
        Stream.of(
                "bestfit,buddy,dlmalloc,firstfit,nextfit,rmalloc,rmalloc-compacting",
                "rmalloc-compacting-maxmem,rmalloc2,segregated,tlsf,optimal,planned",
                "glibc,jemalloc,tcmalloc,mimalloc,tbbmalloc")
            .flatMap(labels -> Stream.of(labels.split(",")))
            .map(SeriesStyle::of)
            .toList();
    assertEquals(18, styles.stream().map(style -> style.css() + style.dash()).distinct().count());
    assertEquals(18, styles.stream().map(style -> style.css() + style.shape()).distinct().count());
  }

  @Test
  void fiveHundredAreStillToldApart() {
    List<String> labels = IntStream.range(0, 500).mapToObj("label %d"::formatted).toList();
    assertEquals(500, new HashSet<>(SeriesStyles.of(labels).byLabel().values()).size());
  }
}
