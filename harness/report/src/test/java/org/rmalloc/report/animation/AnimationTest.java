package org.rmalloc.report.animation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.report.html.Browser;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Provenance;
import org.rmalloc.trace.TraceBuilder;
import tools.jackson.databind.JsonNode;

class AnimationTest {
  private static final int HEAP = 24_000;

  /** Blocks that come, go, grow and are locked, in a heap so tight that it must compact. */
  private static Workload workload() {
    TraceBuilder trace = new TraceBuilder(Dialect.LOCK, false);
    SplittableRandom random = new SplittableRandom(11);
    List<Integer> live = new ArrayList<>();
    Map<Integer, Boolean> locked = new HashMap<>();
    for (int next = 0; next < 600; next++) {
      while (live.size() > 60 || (!live.isEmpty() && random.nextInt(3) == 0)) {
        int gone = live.remove(random.nextInt(live.size()));
        trace.add(OpKind.FREE, gone, 0, 0);
      }
      trace.add(OpKind.NEW, next, 0, random.nextInt(400));
      live.add(next);
      int other = live.get(random.nextInt(live.size()));
      if (random.nextInt(4) == 0) {
        trace.add(
            locked.merge(other, true, (a, b) -> !a) ? OpKind.LOCK : OpKind.UNLOCK, other, 0, 0);
      }
      if (random.nextInt(6) == 0 && !locked.getOrDefault(other, false)) {
        trace.add(OpKind.RESIZE, other, 0, random.nextInt(400));
      }
    }
    return Workload.of(trace.build(new Provenance("t.ops", "00".repeat(32), List.of(), List.of())));
  }

  private static Driver driver(String name) {
    return Allocators.onClassPath().driver(name, Map.of());
  }

  /** The walk's tiles, blocks left out: a walk names handles, the map numbers. */
  private static List<String> walk(Allocator allocator) {
    List<String> tiles = new ArrayList<>();
    allocator.walk(
        new HeapVisitor() {
          @Override
          public void used(long from, long to, long handle, int lockDepth) {
            tiles.add("used %d %d %d".formatted(from, to, lockDepth));
          }

          @Override
          public void free(long from, long to) {
            tiles.add("free %d %d 0".formatted(from, to));
          }

          @Override
          public void overhead(long from, long to) {
            tiles.add("overhead %d %d 0".formatted(from, to));
          }
        });
    return tiles;
  }

  private static Map<Integer, List<String>> walks(String name, List<Recording> into) {
    Map<Integer, List<String>> walks = new HashMap<>();
    into.add(
        Recording.of(
            workload(), driver(name), HEAP, (step, allocator) -> walks.put(step, walk(allocator))));
    return walks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rmalloc-compacting", "rmalloc", "firstfit"})
  void theMapIsTheWalkAfterEveryOp(String name) {
    List<Recording> recordings = new ArrayList<>();
    Map<Integer, List<String>> walks = walks(name, recordings);
    Recording recording = recordings.getFirst();
    HeapMap map = new HeapMap(recording.heapSize());
    boolean moved = false;
    for (int step = 0; step < recording.stepCount(); step++) {
      recording.events(step).forEach(map::apply);
      moved |= recording.events(step).stream().anyMatch(Event.Moved.class::isInstance);
      List<String> tiles =
          map.tiles().stream()
              .map(
                  t ->
                      "%s %d %d %d"
                          .formatted(
                              t.kind().name().toLowerCase(Locale.ROOT),
                              t.from(),
                              t.to(),
                              t.lockDepth()))
              .toList();
      assertEquals(walks.get(step), tiles, "after step " + step);
    }
    assertTrue(recording.stepCount() > 100);
    assertTrue(moved || !name.equals("rmalloc-compacting"), "nothing was ever compacted");
  }

  @Test
  void thePlayersMapIsTheWalkAtTenOps(@TempDir Path folder) throws Exception {
    List<Recording> recordings = new ArrayList<>();
    Map<Integer, List<String>> walks = walks("rmalloc-compacting", recordings);
    walks("firstfit", recordings);
    Path page = folder.resolve("player.html");
    Files.writeString(page, Animation.html("</script><b>app", recordings));
    SplittableRandom random = new SplittableRandom(3);
    try (Browser browser = Browser.open(page, Files.createDirectory(folder.resolve("profile")))) {
      for (int i = 0; i < 10; i++) {
        int step = random.nextInt(recordings.getFirst().stepCount());
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
      assertTrue(
          browser.evaluate("document.body.innerText").stringValue().contains("</script><b>app"));
      assertEquals(List.of(), browser.troubles());
      assertEquals(List.of(), browser.requests());
    }
  }

  @Test
  void aGifHasItsFramesAndAPictureIsOne() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    walks("firstfit", recordings);
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    Animation.gif(recordings.getFirst(), gif);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif.toByteArray())));
    assertEquals(120, reader.getNumImages(true));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    Animation.png(recordings.getFirst(), 300, png);
    assertTrue(ImageIO.read(new ByteArrayInputStream(png.toByteArray())).getWidth() > 900);
    String keep = System.getProperty("rmalloc.keep", "");
    if (!keep.isEmpty()) {
      Files.write(Path.of(keep, "map.png"), png.toByteArray());
    }
  }
}
