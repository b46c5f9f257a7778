// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rmalloc.report.html.Browser;
import org.rmalloc.report.html.FrameTimes;

/** Measures a player in a browser: {@code PAGE PROFILE-FOLDER}. */
public final class PlayerSpeed {
  private static final int FRAMES = 200;

  /** From the middle of the recording, where the heap is full. */
  private static final String PLAYING =
      """
      window.measure = (pace, count) => {
        window.frames_ = [];
        window.work = [];
        window.played = false;
        document.querySelector('select').value = String(pace);
        rmallocPlayer.show(Math.floor(last / 2));
        for (const view of rmallocPlayer.views) {
          view.show = (...all) => {
            const start = performance.now();
            Object.getPrototypeOf(view).show.apply(view, all);
            work.push(performance.now() - start);
          };
        }
        let then = 0;
        const frame = now => {
          if (then) frames_.push(now - then);
          then = now;
          if (rmallocPlayer.playing() && frames_.length < count) { requestAnimationFrame(frame); return; }
          if (rmallocPlayer.playing()) document.querySelector('.controls button').click();
          window.played = true;
        };
        document.querySelector('.controls button').click();
        requestAnimationFrame(frame);
      }, 0
      """;

  private PlayerSpeed() {}

  /** Prints what a frame takes while it plays, at several speeds. */
  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[0]).toAbsolutePath();
    try (Browser browser = Browser.open(page, Files.createDirectories(Path.of(arguments[1])))) {
      System.out.println(FrameTimes.loading(browser, page));
      browser.evaluate(PLAYING);
      for (int pace : List.of(100, 1_000, 10_000, 100_000)) {
        browser.evaluate("measure(%d, %d), 0".formatted(pace, FRAMES));
        browser.await("String(window.played)", "true"::equals);
        System.out.printf(
            "%d ops/s, from op %s; a frame: %s; of it drawing a map: %s%n",
            pace,
            browser.evaluate("Math.floor(last / 2)"),
            FrameTimes.of(browser, "frames_"),
            FrameTimes.of(browser, "work"));
      }
    }
  }
}
