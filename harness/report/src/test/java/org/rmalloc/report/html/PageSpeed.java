// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.html;

import java.nio.file.Files;
import java.nio.file.Path;

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
      System.out.println(FrameTimes.loading(browser, page));
      browser.evaluate(ZOOMING);
      browser.await("String(window.zoomed)", "true"::equals);
      System.out.println("a frame while zooming: " + FrameTimes.of(browser, "frames_"));
    }
  }
}
