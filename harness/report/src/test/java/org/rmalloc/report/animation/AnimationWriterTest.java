// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.replay.ListenedReplay;
import org.rmalloc.replay.contender.Allocators;
import org.rmalloc.replay.contender.JavaAllocatorContender;
import org.rmalloc.replay.trial.HeapSize;
import org.rmalloc.replay.trial.TrialSetting;
import org.rmalloc.replay.workload.PreparedTrace;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.OpKind;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.TraceBuilder;
import org.rmalloc.trace.TraceProvenance;
import org.rmalloc.trace.UsageException;

class AnimationWriterTest {
  private static final TrialSetting SETTING =
      TrialSetting.DEFAULT.withHeap(HeapSize.parse("24000"));

  /** Blocks that come, go, grow and are locked, in a heap so tight that it must compact. */
  private static Trace trace() {
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
    return trace.build(new TraceProvenance("t.ops", "00".repeat(32), List.of(), List.of()));
  }

  private static JavaAllocatorContender contender(String name) {
    return Allocators.onClassPath().contender(name, Map.of());
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

  static ListenedReplay replay(String name) {
    return new ListenedReplay(PreparedTrace.of(trace()), contender(name), SETTING, 10_000);
  }

  /** The walk after each step: of a replay of its own, which goes the same way. */
  static Map<Integer, List<String>> walks(String name) {
    Map<Integer, List<String>> walks = new HashMap<>();
    replay(name)
        .run(
            new PlacementEventRecorder() {
              @Override
              public void done(int op, Allocator allocator) {
                walks.put(op + 1, walk(allocator));
              }
            });
    return walks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rmalloc-compacting", "rmalloc", "firstfit"})
  void theMapIsTheWalkAfterEveryOp(String name) {
    Map<Integer, List<String>> walks = walks(name);
    PlacementHistory recording = PlacementHistory.of(replay(name));
    HeapMap map = new HeapMap(recording.heapSize());
    boolean moved = false;
    for (int step = 0; step < recording.stepCount(); step++) {
      recording.events(step).forEach(map::apply);
      moved |= recording.events(step).stream().anyMatch(PlacementEvent.Moved.class::isInstance);
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
  void aGifHasItsFramesAndAPictureIsOne() throws IOException {
    List<PlacementHistory> recordings = List.of(PlacementHistory.of(replay("firstfit")));
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    AnimationWriter.gif(recordings, gif);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif.toByteArray())));
    assertEquals(120, reader.getNumImages(true));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    AnimationWriter.png(recordings, 300, png);
    assertTrue(ImageIO.read(new ByteArrayInputStream(png.toByteArray())).getWidth() > 900);
  }

  @Test
  void aColumnsPartsAreTheSharesOfItsBytes() {
    List<HeapTile> tiles =
        List.of(
            new HeapTile(HeapTile.Kind.OVERHEAD, 0, 2, -1, 0),
            new HeapTile(HeapTile.Kind.USED, 2, 7, 0, 0),
            new HeapTile(HeapTile.Kind.USED, 7, 9, 1, 1),
            new HeapTile(HeapTile.Kind.FREE, 9, 12, -1, 0));
    MapColumnShares shares = MapColumnShares.of(tiles, 12, 3);
    List<MapColumnShares.Kind> shown = new ArrayList<>();
    for (int column = 0; column < 3; column++) {
      for (int quarter = 0; quarter < 4; quarter++) {
        shown.add(shares.at(column, (quarter + 0.5) / 4));
      }
    }
    MapColumnShares.Kind overhead = MapColumnShares.Kind.OVERHEAD;
    MapColumnShares.Kind used = MapColumnShares.Kind.USED;
    MapColumnShares.Kind locked = MapColumnShares.Kind.LOCKED;
    MapColumnShares.Kind free = MapColumnShares.Kind.FREE;
    assertEquals(
        List.of(overhead, overhead, used, used, used, used, used, locked, locked, free, free, free),
        shown);
  }

  @Test
  void severalMapsStandBeneathEachOther() throws IOException {
    PlacementHistory one = PlacementHistory.of(replay("firstfit"));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    AnimationWriter.png(List.of(one, one), 300, png);
    BufferedImage both = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    int half = both.getHeight() / 2;
    for (int y = 0; y < half; y += 3) {
      for (int x = 0; x < both.getWidth(); x += 3) {
        assertEquals(both.getRGB(x, y), both.getRGB(x, y + half), x + ", " + y);
      }
    }
  }

  @Test
  void whatPlacesNothingOrIsTooLongIsRefused() {
    assertThrows(UsageException.class, () -> replay("noop"));
    UsageException tooLong =
        assertThrows(
            UsageException.class,
            () ->
                new ListenedReplay(PreparedTrace.of(trace()), contender("firstfit"), SETTING, 100));
    assertTrue(tooLong.getMessage().contains("the maximum is 100"), tooLong.getMessage());
  }
}
