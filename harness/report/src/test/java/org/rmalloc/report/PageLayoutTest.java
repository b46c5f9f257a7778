// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.report.html.Browser;
import org.rmalloc.report.points.ComparedFileOrder;

/** What the page looks like on screens of several widths, measured in a browser. */
final class PageLayoutTest {
  private static final int MAX_HEIGHT = 4_500;
  private static final long MAX_BYTES = 400_000;
  private static final long MAX_BYTES_WITHOUT_FRONTIER = 320_000; // nor how times spread
  private static final String README_TRACE = "sqlite-dump";

  /** Pairs of texts of one chart that touch. */
  private static final String TOUCHING =
      """
      [...document.querySelectorAll('svg.figure')].flatMap(svg => {
        const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
        return texts.flatMap(([a, x], i) => texts.slice(i + 1)
          .filter(([, y]) => x.left + 1 < y.right && y.left + 1 < x.right && x.top + 1 < y.bottom && y.top + 1 < x.bottom)
          .map(([b]) => a + ' / ' + b));
      })
      """;

  /** Names of marks that reach over an axis: beyond the grid to the left, or below it. */
  private static final String BEYOND_AN_AXIS =
      """
      [...document.querySelectorAll('svg.figure')].flatMap(svg => {
        const grid = [...svg.querySelectorAll('.grid')].map(g => g.getBoundingClientRect());
        const left = Math.min(...grid.map(g => g.left)), foot = Math.max(...grid.map(g => g.bottom));
        return [...svg.querySelectorAll('text.name')].filter(t => {
          const box = t.getBoundingClientRect();
          return box.left < left - 1 || box.bottom > foot + 3;
        }).map(t => t.textContent);
      })
      """;

  /** Names of marks that the dashed line of a front crosses. */
  private static final String CROSSED =
      """
      [...document.querySelectorAll('svg.figure .front')].flatMap(front => {
        const screen = front.getScreenCTM(), points = [];
        for (let at = 0; at <= front.getTotalLength(); at++) points.push(front.getPointAtLength(at).matrixTransform(screen));
        return [...front.ownerSVGElement.querySelectorAll('text.name')].filter(t => {
          const box = t.getBoundingClientRect();
          return points.some(p => p.x > box.left && p.x < box.right && p.y > box.top + 2 && p.y < box.bottom - 2);
        }).map(t => t.textContent);
      })
      """;

  /** Charts that are not wholly on the screen. */
  private static final String CUT =
      """
      [...document.querySelectorAll('.chart, .chart svg, .chart canvas')].filter(c => {
        const box = c.getBoundingClientRect();
        return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
      }).map(c => c.outerHTML.slice(0, 80))
      """;

  /** Opens or closes all that is folded, and waits until charts inside are drawn. */
  private static final String FOLDS =
      """
      new Promise(done => {
        document.querySelectorAll('details').forEach(one => { one.open = %s; });
        requestAnimationFrame(() => requestAnimationFrame(() => done('folded')));
      })
      """;

  /** Headings that end in a line with nothing but an arrow. */
  private static final String LONE_ARROWS =
      """
      [...document.querySelectorAll('th .end')].filter(e => new Set([...e.getClientRects()].map(r => Math.round(r.top))).size > 1).map(e => e.textContent)
      """;

  @TempDir private Path folder;

  /**
   * Twelve, nine with footprints close together, so that names of marks are in each other's way,
   * and three larger and faster ones, so that the front's line leads through the names.
   */
  private Path page() throws Exception {
    List<Path> files = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String label = "allocator-%s".formatted("x".repeat(i)) + i;
      labels.add(label);
      files.add(
          SyntheticStats.write(
              folder.resolve(i + ".json"),
              label,
              700,
              i % 4 == 3 ? 800 : 8 + i,
              i % 4 == 3 ? 40 + i : 55 + i % 5));
    }
    Path page = folder.resolve("report.html");
    StatsFileComparison comparison = StatsFileComparison.of(files, ComparedFileOrder.GIVEN);
    comparison.show("ab".repeat(32), SyntheticFrontier.study(labels));
    comparison.writeHtml(page);
    return page;
  }

  @Test
  void nothingOverlapsAndNothingIsCut() throws Exception {
    try (Browser browser = open(page())) {
      requireGoodLayout(browser, "");
      assertEquals(
          24, // two stretches of all requests for each of twelve
          browser.evaluate("document.querySelectorAll('svg.panel rect').length").intValue());
      assertEquals(
          3, browser.evaluate("document.querySelectorAll('svg.figure .band').length").intValue());
      requireShort(browser, "");
    }
  }

  /** As many points as of the README's trace, whose page this stands for. */
  @Test
  void aPageOfManyPointsIsSmall() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      files.add(SyntheticStats.write(folder.resolve(i + ".json"), "a" + i, 3_000, 8 + i, 55 + i));
    }
    Path page = folder.resolve("report.html");
    StatsFileComparison.of(files, ComparedFileOrder.GIVEN).writeHtml(page);
    requireSmall(page, MAX_BYTES_WITHOUT_FRONTIER);
  }

  private static void requireSmall(Path page, long bytes) throws IOException {
    assertTrue(Files.size(page) < bytes, page + ": " + Files.size(page) + " bytes");
  }

  private static void requireShort(Browser browser, String page) throws Exception {
    browser.resize(1280, false);
    browser.evaluate(FOLDS.formatted("false"));
    int height = browser.evaluate("document.documentElement.scrollHeight").intValue();
    assertTrue(height < MAX_HEIGHT, page + "height " + height);
  }

  /**
   * With {@code -Drmalloc.pages=FOLDER}: every page there, such as those of real traces; one of the
   * README's trace is short and small, too.
   */
  @Test
  void nothingOverlapsOnPagesOfRealTraces() throws Exception {
    String pages = System.getProperty("rmalloc.pages");
    assumeTrue(pages != null, "did not run: no -Drmalloc.pages=FOLDER");
    try (Stream<Path> files = Files.list(Path.of(pages))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        try (Browser browser = open(page)) {
          requireGoodLayout(browser, page + " ");
          if (page.getFileName().toString().startsWith(README_TRACE)) {
            requireShort(browser, page + " ");
            requireSmall(page, MAX_BYTES);
          }
        }
      }
    }
  }

  private Browser open(Path page) throws Exception {
    return Browser.open(page, Files.createTempDirectory(folder, "profile"));
  }

  private static void requireGoodLayout(Browser browser, String page) throws Exception {
    for (int width : new int[] {390, 800, 1600}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.resize(width, dark);
        browser.evaluate(FOLDS.formatted("true"));
        String where = "%sat %d, %s: ".formatted(page, width, dark ? "dark" : "light");
        for (String finds : List.of(TOUCHING, BEYOND_AN_AXIS, CROSSED, CUT, LONE_ARROWS)) {
          assertEquals("[]", browser.evaluate(finds).toString(), where + finds);
        }
        assertTrue(
            browser.evaluate("document.documentElement.scrollWidth <= innerWidth").booleanValue(),
            where + "the page is wider than the screen");
        assertTrue(
            browser.evaluate("document.querySelectorAll('svg.figure text.name').length").intValue()
                >= 4,
            where + "names are shown");
      }
    }
    assertEquals(List.of(), browser.troubles());
  }
}
