// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.report.animation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.rmalloc.report.html.BundledResources;
import org.rmalloc.report.html.SelfContainedHtmlPage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/** Writes recordings as a page that plays them, as a GIF, or as a picture of one step. */
public final class AnimationWriter {
  private static final int FRAMES = 120;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SCRIPTS =
      List.of("player-model.js", "player-map.js", "player-view.js", "player-controls.js");

  private AnimationWriter() {}

  /** A page that plays one recording, or several of one trace side by side. */
  public static String html(String app, List<PlacementHistory> recordings) {
    return html(app, recordings, List.of());
  }

  /** The same, with buttons that lead to some ops; it opens at the first of them. */
  public static String html(String app, List<PlacementHistory> recordings, List<NotableOp> marks) {
    StringWriter data = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(data)) {
      json.writeStartObject();
      json.writeStringProperty("app", app);
      json.writeArrayPropertyStart("recordings");
      recordings.forEach(recording -> write(json, recording));
      json.writeEndArray();
      json.writeArrayPropertyStart("marks");
      marks.forEach(mark -> write(json, mark));
      json.writeEndArray();
      json.writeEndObject();
    }
    return SelfContainedHtmlPage.of(
        "rmalloc: the heap op by op",
        BundledResources.beside(AnimationWriter.class, "player.css"),
        "<h1>The heap op by op</h1>\n<div id=\"player\"></div>\n",
        SelfContainedHtmlPage.inScript(data.toString()),
        SCRIPTS.stream()
            .map(name -> BundledResources.beside(AnimationWriter.class, name))
            .toList());
  }

  private static void write(JsonGenerator json, NotableOp mark) {
    json.writeStartObject();
    json.writeNumberProperty("step", mark.step());
    json.writeStringProperty("words", mark.words());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, PlacementHistory recording) {
    json.writeStartObject();
    json.writeStringProperty("driver", recording.label());
    json.writeNumberProperty("heap", recording.heapSize());
    json.writeBooleanProperty("finished", recording.finished());
    json.writeArrayPropertyStart("steps");
    for (int step = 0; step < recording.stepCount(); step++) {
      json.writeStartArray();
      for (PlacementEvent event : recording.events(step)) {
        long[] packed = event.packed();
        json.writeArray(packed, 0, packed.length);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * A picture of the heap after a step, of several one beneath the other.
   *
   * @throws IndexOutOfBoundsException when none has such a step
   */
  public static void png(List<PlacementHistory> recordings, int step, OutputStream out)
      throws IOException {
    Objects.checkIndex(step, lastStep(recordings) + 1);
    ImageIO.write(new AnimationFramePainter(recordings).at(step), "png", out);
  }

  /** Pictures of evenly spaced steps, the last among them, played in a loop. */
  public static void gif(List<PlacementHistory> recordings, OutputStream out) throws IOException {
    int last = lastStep(recordings);
    int count = Math.min(FRAMES, last + 1);
    AnimationFramePainter frames = new AnimationFramePainter(recordings);
    try (GifWriter gif = new GifWriter(out)) {
      for (int frame = 0; frame < count; frame++) {
        gif.add(frames.at(step(frame, count, last)));
      }
    }
  }

  /** The last step of the recording that went on longest. */
  public static int lastStep(List<PlacementHistory> recordings) {
    return recordings.stream().mapToInt(PlacementHistory::stepCount).max().orElseThrow() - 1;
  }

  private static int step(int frame, int frames, int last) {
    return frames == 1 ? last : (int) ((long) frame * last / (frames - 1));
  }
}
