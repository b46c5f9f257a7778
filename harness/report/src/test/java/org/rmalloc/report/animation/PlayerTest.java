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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rmalloc.report.html.Browser;
import tools.jackson.databind.JsonNode;

/** The player in a browser, two allocators side by side. */
class PlayerTest {
  private static final String HOSTILE = "</script><b>app";
  private static final String AT = "rmallocPlayer.at()";
  private static final List<Recording> RECORDINGS =
      List.of(
          Recording.of(AnimationTest.replay("rmalloc-compacting")),
          Recording.of(AnimationTest.replay("firstfit")));

  @TempDir private Path folder;

  private Browser open() throws Exception {
    Path page = folder.resolve("player.html");
    Files.writeString(page, Animation.html(HOSTILE, RECORDINGS));
    return Browser.open(page, Files.createDirectory(folder.resolve("profile")));
  }

  @Test
  void thePlayersMapIsTheWalkAtTenOps() throws Exception {
    Map<Integer, List<String>> walks = AnimationTest.walks("rmalloc-compacting");
    SplittableRandom random = new SplittableRandom(3);
    try (Browser browser = open()) {
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
  }

  @Test
  void theKeyboardAloneDoesEverything() throws Exception {
    int last = RECORDINGS.getFirst().stepCount() - 1;
    try (Browser browser = open()) {
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
    try (Browser browser = open()) {
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
  }

  /** The first step at which a block goes to another address. */
  private static int firstMove() {
    Recording recording = RECORDINGS.getFirst();
    Map<Integer, Long> addresses = new HashMap<>();
    for (int step = 0; step < recording.stepCount(); step++) {
      for (Event event : recording.events(step)) {
        if (event instanceof Event.Placed placed) {
          addresses.put(placed.block(), placed.address());
        } else if (event instanceof Event.Moved moved
            && addresses.put(moved.block(), moved.address()) != moved.address()) {
          return step;
        }
      }
    }
    throw new AssertionError("nothing was ever moved");
  }
}
