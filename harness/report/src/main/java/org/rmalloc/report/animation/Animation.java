package org.rmalloc.report.animation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.rmalloc.report.html.Page;
import org.rmalloc.report.html.Resources;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/** Writes recordings as a page that plays them, as a GIF, or as a picture of one step. */
public final class Animation {
  private static final int FRAMES = 120;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Animation() {}

  /** A page that plays one recording, or several of one trace side by side. */
  public static String html(String app, List<Recording> recordings) {
    StringWriter data = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(data)) {
      json.writeStartObject();
      json.writeStringProperty("app", app);
      json.writeArrayPropertyStart("recordings");
      recordings.forEach(recording -> write(json, recording));
      json.writeEndArray();
      json.writeEndObject();
    }
    return Page.of(
        "rmalloc: the heap as it lives",
        Resources.beside(Animation.class, "player.css"),
        "<h1>The heap as it lives</h1>\n<div id=\"player\"></div>\n",
        Page.inScript(data.toString()),
        List.of(Resources.beside(Animation.class, "player.js")));
  }

  private static void write(JsonGenerator json, Recording recording) {
    json.writeStartObject();
    json.writeStringProperty("driver", recording.driver());
    json.writeNumberProperty("heap", recording.heapSize());
    json.writeBooleanProperty("finished", recording.finished());
    json.writeArrayPropertyStart("steps");
    for (int step = 0; step < recording.stepCount(); step++) {
      json.writeStartArray();
      for (Event event : recording.events(step)) {
        long[] packed = event.packed();
        json.writeArray(packed, 0, packed.length);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * A picture of the heap after a step.
   *
   * @throws IndexOutOfBoundsException when there is no such step
   */
  public static void png(Recording recording, int step, OutputStream out) throws IOException {
    List<Tile> tiles = recording.mapAt(step).tiles();
    ImageIO.write(MapPicture.of(recording, step, tiles), "png", out);
  }

  /** Pictures of evenly spaced steps, the last among them, played in a loop. */
  public static void gif(Recording recording, OutputStream out) throws IOException {
    int last = recording.stepCount() - 1;
    int frames = Math.min(FRAMES, last + 1);
    HeapMap map = new HeapMap(recording.heapSize());
    int done = -1;
    try (GifWriter gif = new GifWriter(out)) {
      for (int step : IntStream.range(0, frames).map(i -> step(i, frames, last)).toArray()) {
        while (done < step) {
          done++;
          recording.events(done).forEach(map::apply);
        }
        BufferedImage frame = MapPicture.of(recording, step, map.tiles());
        gif.add(frame);
      }
    }
  }

  private static int step(int frame, int frames, int last) {
    return frames == 1 ? last : (int) ((long) frame * last / (frames - 1));
  }
}
