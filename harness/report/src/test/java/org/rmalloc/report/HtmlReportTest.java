// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.report.html.Browser;
import org.rmalloc.report.points.ComparedFileOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class HtmlReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOSTILE = "</script><img src=x onerror=\"window.hurt=1\">'&amp;";

  @TempDir private Path folder;

  private StatsFileComparison comparison() throws Exception {
    return StatsFileComparison.of(
        List.of(
            SyntheticStats.write(folder.resolve("a.json"), "plain", 900, 8, 60),
            SyntheticStats.write(folder.resolve("b.json"), HOSTILE, 900, 16, 90)),
        ComparedFileOrder.GIVEN);
  }

  @Test
  void aBrowserShowsWhatCompareSays() throws Exception {
    StatsFileComparison comparison = comparison();
    Path page = folder.resolve("report.html");
    comparison.writeHtml(page);
    Path profile = Files.createDirectory(folder.resolve("profile"));
    try (Browser browser = Browser.open(page, profile)) {
      namesStayText(browser);
      theValuesAreThoseOfCompare(browser, comparison);
      hoveringShowsTheValueOfTheOp(browser);
      aSwitchHidesItsSeries(browser);
      aMarkSaysItsValuesAndASwitchHidesIt(browser);
      theKeyboardReachesEveryControl(browser);
      assertEquals(List.of(), browser.troubles());
      assertEquals(List.of(), browser.requests());
    }
  }

  private static void namesStayText(Browser browser) throws Exception {
    assertTrue(browser.evaluate("window.hurt === undefined").booleanValue());
    assertEquals(0, browser.evaluate("document.querySelectorAll('img').length").intValue());
    assertTrue(browser.evaluate("document.body.innerText").stringValue().contains(HOSTILE));
  }

  private static void theValuesAreThoseOfCompare(Browser browser, StatsFileComparison comparison)
      throws Exception {
    JsonNode expected = JSON.readTree(comparison.scoredSoundly(CompareFormat.JSON));
    assertEquals(expected, browser.evaluate("report.scores"));
    String text = browser.evaluate("document.body.innerText").stringValue();
    for (JsonNode sentence : expected.get(0).get("verdict")) {
      assertTrue(text.contains(sentence.stringValue()), sentence + "\n" + text);
    }
  }

  private static void hoveringShowsTheValueOfTheOp(Browser browser) throws Exception {
    browser.evaluate("rmallocPlots[0].u.root.scrollIntoView({block: 'center'})");
    for (int index : new int[] {5, 17, 450, 880}) {
      String over = "rmallocPlots[0].u.over.getBoundingClientRect()";
      double x =
          browser
              .evaluate(
                  over
                      + ".left + rmallocPlots[0].u.valToPos(rmallocPlots[0].spec.ops[%d], 'x')"
                          .formatted(index))
              .doubleValue();
      double y = browser.evaluate(over + ".top + 100").doubleValue();
      browser.point(x + 3, y);
      browser.point(x, y);
      String shown = browser.await("rmallocPlots[0].readout.textContent", text -> !text.isEmpty());
      // A pixel is wider than an op here: whichever it is, its own value must be shown.
      int op = Integer.parseInt(shown.replaceFirst("request (\\d+)plain.*", "$1"));
      assertTrue(Math.abs(op - index) <= 3, shown + " at " + index);
      String value =
          browser
              .evaluate(
                  "inUnit(rmallocPlots[0].spec.series[0].values[rmallocPlots[0].spec.ops.indexOf(%d)], 'bytes')"
                      .formatted(op))
              .stringValue();
      assertTrue(shown.contains("plain: " + value), shown);
    }
  }

  private static void aSwitchHidesItsSeries(Browser browser) throws Exception {
    browser.evaluate("document.querySelector('#chart-1 .controls input').click()");
    assertFalse(browser.evaluate("rmallocPlots[0].u.series[1].show").booleanValue());
    browser.evaluate("rmallocPlots[0].show(3)");
    assertFalse(
        browser.evaluate("rmallocPlots[0].readout.textContent").stringValue().contains("plain: "));
    browser.evaluate("document.querySelector('#chart-1 .controls input').click()");
    assertTrue(browser.evaluate("rmallocPlots[0].u.series[1].show").booleanValue());
  }

  private static void aMarkSaysItsValuesAndASwitchHidesIt(Browser browser) throws Exception {
    JsonNode row = browser.evaluate("report.scores[0].space.find(row => row.driver === 'plain')");
    String footprint =
        browser
            .evaluate("inUnit(%d, 'bytes')".formatted(row.get("footprint").longValue()))
            .stringValue();
    String mark = "document.querySelector('#chart-0 .mark[aria-label^=plain]')";
    browser.evaluate(mark + ".scrollIntoView({block: 'center'})");
    String toggle =
        "[...document.querySelectorAll('#chart-0 label')].find(l => l.textContent ==="
            + " 'plain').click()";
    String box = mark + ".getBoundingClientRect()";
    browser.point(
        browser.evaluate(box + ".left + 6").doubleValue(),
        browser.evaluate(box + ".top + 6").doubleValue());
    String shown =
        browser.await(
            "document.querySelector('#chart-0 .readout').textContent", text -> !text.isEmpty());
    assertTrue(shown.startsWith("plain: " + footprint + ", "), shown);
    browser.evaluate(toggle);
    assertEquals("none", browser.evaluate(mark + ".style.display").stringValue());
    browser.evaluate(toggle);
    assertEquals("", browser.evaluate(mark + ".style.display").stringValue());
  }

  private static void theKeyboardReachesEveryControl(Browser browser) throws Exception {
    browser.evaluate(
        "document.querySelectorAll('details').forEach(d => { d.open = true; });"
            + " document.activeElement.blur(); window.reached = new Set(); 0");
    int controls =
        browser
            .evaluate("document.querySelectorAll('button, input, .plot, .mark').length")
            .intValue();
    for (int i = 0; i < 2 * controls; i++) { // the browser itself adds tables that scroll
      browser.press("Tab", 9);
      browser.evaluate("reached.add(document.activeElement), 0");
    }
    assertEquals(
        controls,
        browser
            .evaluate("[...reached].filter(e => e.matches('button, input, .plot, .mark')).length")
            .intValue());
    browser.evaluate("document.querySelector('.plot').focus()");
    browser.press("Home", 36);
    browser.press("ArrowRight", 39);
    String shown = browser.evaluate("rmallocPlots[0].readout.textContent").stringValue();
    assertTrue(shown.startsWith("request 1"), shown);
  }

  @Test
  void headingsSort() throws Exception {
    Path page = folder.resolve("report.html");
    comparison().writeHtml(page);
    Path profile = Files.createDirectory(folder.resolve("profile"));
    try (Browser browser = Browser.open(page, profile)) {
      String first =
          "document.querySelector('table.sortable').tBodies[0].rows[0].cells[0].innerText";
      browser.evaluate("document.querySelectorAll('th button')[0].click()");
      String ascending = browser.evaluate(first).stringValue();
      browser.evaluate("document.querySelectorAll('th button')[0].click()");
      String descending = browser.evaluate(first).stringValue();
      assertEquals(HOSTILE, ascending);
      assertEquals("plain", descending);
    }
  }
}
