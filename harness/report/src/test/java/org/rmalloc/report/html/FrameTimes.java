// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What pages that are measured in a browser have in common. */
public final class FrameTimes {
  private FrameTimes() {}

  /** Says how large a page is and how long it took to load. */
  public static String loading(Browser browser, Path page) throws Exception {
    JsonNode loaded =
        browser.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
    return String.format(
        Locale.ROOT, "%d bytes, loaded in %.0f ms", Files.size(page), loaded.doubleValue());
  }

  /** Says the median, the 95 % quantile and the longest of milliseconds in a page's array. */
  public static String of(Browser browser, String array) throws Exception {
    JsonNode sorted = browser.evaluate(array + ".sort((a, b) => a - b)");
    int count = sorted.size();
    return String.format(
        Locale.ROOT,
        "median %.1f ms, 95 %% %.1f ms, longest %.1f ms (%d)",
        sorted.get(count / 2).doubleValue(),
        sorted.get(count * 95 / 100).doubleValue(),
        sorted.get(count - 1).doubleValue(),
        count);
  }
}
