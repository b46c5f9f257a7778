// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.report.html.Browser;
import tools.jackson.databind.JsonNode;

/** The player in a browser, two allocators side by side. */
class PlayerTest {
  private static final String HOSTILE = "</script><b>app";
  private static final String AT = "rmallocPlayer.at()";
  private static final List<PlacementHistory> RECORDINGS =
      List.of(
          PlacementHistory.of(AnimationWriterTest.replay("rmalloc-compacting")),
          PlacementHistory.of(AnimationWriterTest.replay("firstfit")));

  /** Of tiles at least two pixels wide the middle one, where it has not its kind's colour. */
  private static final String WRONG_PIXELS =
      """
      window.wrongPixels = step => {
        const view = rmallocPlayer.views[0], tiles = rmallocPlayer.tilesAt(0, step), wrong = [];
        const scale = view.width * ROWS / view.heap.recording.heap;
        let seen = 0;
        if (view.heap.moved.length) return {wrong: ['arrows lie over it'], seen};
        for (const [kind, from, to, , depth] of tiles) {
          if ((to - from) * scale < 3) continue;
          const pixel = Math.floor((from + to) / 2 * scale);
          const y = Math.floor(pixel / view.width) * ROW_PITCH + 4;
          const rgb = view.pen.getImageData(pixel % view.width, y, 1, 1).data;
          const shown = '#' + [...rgb].slice(0, 3).map(c => c.toString(16).padStart(2, '0')).join('');
          if (shown !== color(depth > 0 ? 'locked' : kind)) wrong.push([kind, from, to, depth, shown]);
          seen++;
        }
        return {wrong, seen};
      }, 0
      """;

  @TempDir private static Path profile;
  @AutoClose private static Browser browser;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start(profile);
  }

  @BeforeEach
  void show() throws Exception {
    Path page = folder.resolve("player.html");
    Files.writeString(page, AnimationWriter.html(HOSTILE, RECORDINGS));
    browser.show(page);
  }

  @Test
  void thePlayersMapIsTheWalkAtTenOps() throws Exception {
    Map<Integer, List<String>> walks = AnimationWriterTest.walks("rmalloc-compacting");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10; i++) {
      int step = random.nextInt(RECORDINGS.getFirst().stepCount());
      JsonNode tiles = browser.evaluate("rmallocPlayer.tilesAt(0, %d)".formatted(step));
      List<String> shown = new ArrayList<>();
      for (JsonNode t : tiles) {
        shown.add(
            "%s %d %d %d"
                .formatted(
                    t.get(0).stringValue(),
                    t.get(1).longValue(),
                    t.get(2).longValue(),
                    t.get(4).intValue()));
      }
      assertEquals(walks.get(step), shown, "at step " + step);
    }
    assertTrue(browser.evaluate("document.body.innerText").stringValue().contains(HOSTILE));
    assertEquals(List.of(), browser.troubles());
    assertEquals(List.of(), browser.requests());
  }

  @Test
  void thePictureHasTheColoursOfTheMap() throws Exception {
    int last = RECORDINGS.getFirst().stepCount() - 1;
    browser.evaluate(WRONG_PIXELS);
    for (int step : new int[] {last / 3, last}) {
      JsonNode wrong = browser.evaluate("wrongPixels(%d)".formatted(step));
      assertEquals("[]", wrong.get("wrong").toString(), "at step " + step);
      assertTrue(wrong.get("seen").intValue() > 20, wrong.toString());
    }
  }

  @Test
  void aColumnShowsTheSharesOfWhatIsInIt() throws Exception {
    browser.evaluate(
        """
        window.shares = new ColumnShares(3);
        shares.add(OVERHEAD_KIND, 0.25, 0.5);
        shares.add(USED_KIND, 0.5, 2.25);
        shares.add(LOCKED_KIND, 2.25, 2.75), 0
        """);
    String ends = "[...shares.ends(%d, 8)].join()";
    assertEquals("2,6,6", browser.evaluate(ends.formatted(0)).stringValue());
    assertEquals("0,8,8", browser.evaluate(ends.formatted(1)).stringValue());
    assertEquals("0,2,6", browser.evaluate(ends.formatted(2)).stringValue());
  }

  /** The whole map's used pixels are as large a part of it as the used bytes are of the heap. */
  @Test
  void theAreaOfAKindIsItsShareOfTheHeap() throws Exception {
    String area =
        """
        (() => {
          const view = rmallocPlayer.views[1], rgba = palette()[USED_KIND];
          const used = view.map.pixels.filter(pixel => pixel === rgba).length;
          const bytes = rmallocPlayer.tilesAt(1, last).filter(t => t[0] === 'used' && !t[4]).reduce((sum, t) => sum + t[2] - t[1], 0);
          view.paint();
          return used / (view.width * ROWS * ROW_HEIGHT) / (bytes / view.heap.recording.heap);
        })()
        """;
    browser.press("End", 35);
    assertEquals(1.0, browser.evaluate(area).doubleValue(), 0.01);
  }

  @Test
  void arrowsAreThinnedAboveAHundred() throws Exception {
    String moved =
        """
        (() => {
          const view = rmallocPlayer.views[0];
          view.heap.moved = Array.from({length: %d}, (_, i) => ({number: i, from: i, to: i + 1, size: 1}));
          let drawn = 0;
          view.pen.strokeRect = () => drawn++;
          view.drawArrows();
          view.describe();
          return drawn + ': ' + view.arrowFacts.textContent;
        })()
        """;
    assertEquals("100: 100 blocks moved", browser.evaluate(moved.formatted(100)).stringValue());
    assertEquals(
        "100: 2,345 blocks moved; arrows show 100 of them",
        browser.evaluate(moved.formatted(2345)).stringValue());
  }

  @Test
  void theScriptKnowsTheCodesOfEvents() throws Exception {
    for (PlacementEvent.Code code : PlacementEvent.Code.values()) {
      assertEquals(code.number(), browser.evaluate(code.name()).intValue(), code.name());
    }
  }

  @Test
  void hoveringNamesTheBlockAndItsSize() throws Exception {
    String view = "rmallocPlayer.views[0]";
    browser.press("End", 35);
    JsonNode tile =
        browser.evaluate(view + ".tiles.find(t => t[0] === 'used' && t[2] - t[1] > 50)");
    double pixel =
        browser
            .evaluate("%1$s.width * ROWS / %1$s.heap.recording.heap".formatted(view))
            .doubleValue();
    long width = browser.evaluate(view + ".width").longValue();
    long middle = (long) ((tile.get(1).longValue() + tile.get(2).longValue()) / 2.0 * pixel);
    String box = view + ".canvas.getBoundingClientRect()";
    browser.point(
        browser.evaluate(box + ".left").doubleValue() + middle % width,
        browser.evaluate(box + ".top").doubleValue() + middle / width * 10 + 4);
    String said = browser.await(view + ".readout.textContent", text -> !text.isEmpty());
    long size = tile.get(2).longValue() - tile.get(1).longValue();
    assertTrue(said.startsWith("block " + tile.get(3) + ", placed at op "), said);
    assertTrue(said.contains(": " + size + " bytes at " + tile.get(1)), said);
  }

  @Test
  void mapsAreBesideEachOtherAndBeneathWhereTheWindowIsNarrow() throws Exception {
    String places = "rmallocPlayer.views.map(view => view.canvas.getBoundingClientRect())";
    String beneath = "String(%1$s[1].top >= %1$s[0].bottom)".formatted(places);
    String fits = "String(document.documentElement.scrollWidth <= innerWidth)";
    assertEquals("false", browser.evaluate(beneath).stringValue());
    browser.evaluate("document.body.style.width = '500px', 0");
    assertEquals("true", browser.await(beneath, "true"::equals));
    assertEquals("true", browser.evaluate(fits).stringValue());
    String drawn =
        "String(rmallocPlayer.views.every(v => v.canvas.width === v.canvas.clientWidth))";
    assertEquals("true", browser.await(drawn, "true"::equals), "drawn anew for the width");
  }

  @Test
  void theKeyboardAloneDoesEverything() throws Exception {
    int last = RECORDINGS.getFirst().stepCount() - 1;
    browser.press("ArrowRight", 39);
    browser.press("ArrowRight", 39);
    browser.press("ArrowLeft", 37);
    assertEquals(1, at(browser));
    browser.press("End", 35);
    assertEquals(last, at(browser));
    browser.press("Home", 36);
    assertEquals(0, at(browser));
    String speed = "document.querySelector('select').value";
    browser.press("+", 187);
    assertEquals("1000", browser.evaluate(speed).stringValue());
    browser.press("-", 189);
    assertEquals("100", browser.evaluate(speed).stringValue());
    browser.press(" ", 32);
    browser.await("String(" + AT + ")", step -> Integer.parseInt(step) > 5);
    browser.press(" ", 32);
    assertFalse(browser.evaluate("rmallocPlayer.playing()").booleanValue());
    assertTrue(at(browser) > 5, "it played");
    theControlsAreReached(browser);
    assertEquals(List.of(), browser.troubles());
  }

  private static void theControlsAreReached(Browser browser) throws Exception {
    browser.evaluate("document.activeElement.blur(); window.reached = new Set(); 0");
    for (int i = 0; i < 5; i++) {
      browser.press("Tab", 9);
      browser.evaluate("reached.add(document.activeElement), 0");
    }
    assertEquals(
        5,
        browser
            .evaluate("[...reached].filter(e => e.matches('button, input, select')).length")
            .intValue());
    browser.evaluate("document.querySelector('input[type=range]').focus()");
    int before = at(browser);
    browser.press("ArrowRight", 39);
    assertEquals(before + 1, at(browser), "the slider scrubs");
  }

  private static int at(Browser browser) throws Exception {
    return browser.evaluate(AT).intValue();
  }

  @Test
  void aCompactionIsSeenToMoveUnlessMotionIsUnwanted() throws Exception {
    String slides = "String(rmallocPlayer.views[0].sliding > 0)";
    browser.press("c", 67);
    int first = at(browser);
    assertEquals(firstMove(), first);
    assertEquals("true", browser.evaluate(slides).stringValue());
    String picture = "rmallocPlayer.views[0].canvas.toDataURL()";
    String underway = browser.evaluate(picture).stringValue();
    browser.await(slides, "false"::equals);
    assertNotEquals(underway, browser.evaluate(picture).stringValue(), "the blocks have moved");
    browser.reduceMotion();
    browser.press("Home", 36);
    browser.press("c", 67);
    assertEquals(first, at(browser));
    assertEquals("false", browser.evaluate(slides).stringValue());
  }

  /** The first step at which a block goes to another address. */
  private static int firstMove() {
    PlacementHistory recording = RECORDINGS.getFirst();
    Map<Integer, Long> addresses = new HashMap<>();
    for (int step = 0; step < recording.stepCount(); step++) {
      for (PlacementEvent event : recording.events(step)) {
        if (event instanceof PlacementEvent.Placed placed) {
          addresses.put(placed.block(), placed.address());
        } else if (event instanceof PlacementEvent.Moved moved
            && addresses.put(moved.block(), moved.address()) != moved.address()) {
          return step;
        }
      }
    }
    throw new AssertionError("nothing was ever moved");
  }
}
