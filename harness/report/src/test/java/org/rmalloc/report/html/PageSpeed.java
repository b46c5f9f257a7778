package org.rmalloc.report.html;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Measures a report in a browser: {@code PAGE PROFILE-FOLDER}. */
public final class PageSpeed {
  private static final String ZOOMING =
      """
      window.frames_ = [];
      (() => {
        const {u, spec} = rmallocPlots[0], last = spec.ops[spec.ops.length - 1];
        u.root.scrollIntoView({block: 'center'});
        let then = 0;
        const frame = now => {
          if (then) frames_.push(now - then);
          then = now;
          if (frames_.length === 120) { window.zoomed = true; return; }
          const share = 1 - frames_.length / 125;
          u.setScale('x', {min: last * (1 - share) / 2, max: last * (1 + share) / 2});
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      })(), 0
      """;

  private PageSpeed() {}

  /** Prints what it takes to load, and to zoom the first chart in 120 steps. */
  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[0]).toAbsolutePath();
    try (Browser browser = Browser.open(page, Files.createDirectories(Path.of(arguments[1])))) {
      JsonNode loaded =
          browser.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
      System.out.printf("%d bytes, loaded in %.0f ms%n", Files.size(page), loaded.doubleValue());
      browser.evaluate(ZOOMING);
      browser.await("String(window.zoomed)", "true"::equals);
      JsonNode frames = browser.evaluate("frames_.sort((a, b) => a - b)");
      System.out.printf(
          "a frame while zooming: median %.1f ms, 95 %% %.1f ms, longest %.1f ms%n",
          frames.get(60).doubleValue(),
          frames.get(114).doubleValue(),
          frames.get(119).doubleValue());
    }
  }
}
